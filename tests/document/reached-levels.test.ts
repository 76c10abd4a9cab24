import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { filesOf, loadFiles } from '../assay/world.ts';
import { fillText } from '../template/case.ts';

// rides rose on the year (249,000) and fell on the quarter before (301,000); trips rose on both; stops have nothing before
const { dataset } = await loadFiles(
  filesOf({
    indicators: { rides: 'count flow', trips: 'count flow', fares: 'count flow', stops: 'count stock' },
    releases: {
      office:
        '  rides: [{level: "268,400", period: 2025-Q4}, {level: "249,000", period: 2024-Q4}, {level: "301,000", period: 2025-Q3}]\n' +
        '  trips: [{level: "268,400", period: 2025-Q4}, {level: "249,000", period: 2024-Q4}, {level: "260,100", period: 2025-Q3}]\n' +
        '  fares: [{level: "93,200", period: 2025-Q4}, {growth: -3.1%, period: 2025-Q4}]\n' +
        '  stops: [{level: "412", period: 2025-Q4}]',
    },
  }),
);

/** Rules with the column of the call that they name. */
function found(text: string, locale = 'en'): string[] {
  const { filled, diagnostics } = fillText(dataset, `# Title {#top}\n\n${text}\n`, { release: 'office', locale });
  const own = new Diagnostics();
  parseDocument(filled, new Map(), { locale, dataset }, own);
  return [...diagnostics, ...own.all].map(({ rule, severity, place }) => {
    return `${severity} ${rule} ${place?.line}:${place?.column}`;
  });
}

const [TRIPS, RIDES, FARES, STOPS] = ['trips', 'rides', 'fares', 'stops'].map((id) => `{{value "${id}@2025-Q4"}}`);
const WRONG = 'error document/value-neighbour 3:';
const OPEN = 'warning document/untested-claim 3:';

test.each([
  ['en', `Trips fell to ${TRIPS}.`, `${WRONG}15`],
  ['en', `Trips slumped further to ${TRIPS}.`, `${WRONG}26`],
  ['en', `Fares rose to ${FARES}.`, `${WRONG}15`],
  ['en', `Trips {{list "fell"}} to ${TRIPS}.`, `${WRONG}26`],
  ['en', `{{list "Trips fell to"}} ${TRIPS}.`, `${WRONG}26`],
  ['en', `Trips: ${TRIPS}, down from {{value "trips@2024-Q4"}}.`, `${WRONG}8`],
  ['de', `Die Fahrten sanken auf ${TRIPS}.`, `${WRONG}24`],
  ['de', `Die Fahrten: ${TRIPS}, gesunken von {{value "trips@2024-Q4"}}.`, `${WRONG}14`],
  ['zh-CN', `乘次降至 ${TRIPS}。`, `${WRONG}6`],
  ['en', `Stops fell to ${STOPS}.`, `${OPEN}15`],
  ['de', `Die Stationen sanken auf ${STOPS}.`, `${OPEN}26`],
])('in %s, %s', (locale, text, expected) => {
  expect(found(text, locale)).toEqual([expected]);
});

test.each([
  ['en', `Trips rose to ${TRIPS}.`],
  ['en', `Rides rose to ${RIDES}.`],
  ['en', `Rides fell to ${RIDES}.`],
  ['en', `Fares fell to ${FARES}.`],
  ['en', `Trips: ${TRIPS}, up from {{value "trips@2024-Q4"}}.`],
  ['en', `A boat carries up to ${STOPS} bikes.`],
  ['en', `Stops {{direction (minus "trips@2025-Q4" "trips@2024-Q4") up="rose to" down="fell to"}} ${STOPS}.`],
  ['en', `{{assert (below "stops@2025-Q4" 500) "there were 500"}}Stops fell to ${STOPS}.`],
  ['en', `{{#if (below "trips@2025-Q4" 300000)}}Since the peak, trips fell to ${TRIPS}.{{/if}}`],
  ['de', `Die Fahrten stiegen auf ${TRIPS}.`],
  ['zh-CN', `乘次增至 ${TRIPS}。`],
])('in %s it is accepted that %s', (locale, text) => {
  expect(found(text, locale).filter((one) => !one.includes('loose-number'))).toEqual([]);
});
