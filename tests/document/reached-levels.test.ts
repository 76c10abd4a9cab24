import { localeOf } from '../locale-of.ts';
import type { LocaleId } from '../../src/language/locales.ts';
import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { filesOf, loadFiles } from '../assay/world.ts';
import { fillText } from '../template/case.ts';

// rides rose on the year (249,000) and fell on the quarter before (301,000); trips rose on both; stops have nothing before
const { dataset } = await loadFiles(
  filesOf({
    indicators: {
      rides: 'count flow',
      trips: 'count flow',
      fares: 'count flow',
      stops: 'count stock',
      drawn: 't flow',
      increase: 'count flow',
    },
    releases: {
      office:
        '  rides: [{level: "268,400", period: 2025-Q4}, {level: "249,000", period: 2024-Q4}, {level: "301,000", period: 2025-Q3}]\n' +
        '  trips: [{level: "268,400", period: 2025-Q4}, {level: "249,000", period: 2024-Q4}, {level: "260,100", period: 2025-Q3}]\n' +
        '  fares: [{level: "93,200", period: 2025-Q4}, {growth: -3.1%, period: 2025-Q4}]\n' +
        '  stops: [{level: "412", period: 2025-Q4}]\n' +
        '  drawn: [{level: 64 t, period: 2025-Q4}, {level: -37 t, period: 2024-Q4}]\n' +
        '  increase: [{level: "12", period: 2025-Q4}]',
    },
  }),
);

/** Rules with the column of the call that they name. */
function found(text: string, locale: LocaleId = 'en'): string[] {
  const { filled, diagnostics } = fillText(dataset, `# Title {#top}\n\n${text}\n`, { release: 'office', locale });
  const own = new Diagnostics();
  parseDocument(filled, new Map(), { locale, dataset }, own);
  return [...diagnostics, ...own.all].map(({ rule, severity, place }) => {
    return `${severity} ${rule} ${place?.line}:${place?.column}`;
  });
}

const [TRIPS, RIDES, FARES, STOPS] = ['trips', 'rides', 'fares', 'stops'].map((id) => `{{value "${id}@2025-Q4"}}`);
const GROWTH = '{{value "fares:growth@2025-Q4"}}';
const WRONG = 'error document/value-neighbour 3:';
const OPEN = 'warning document/untested-claim 3:';

test.each([
  ['en', `Trips fell to ${TRIPS}.`, `${WRONG}15`],
  ['en', `Trips decreased, to ${TRIPS}.`, `${WRONG}21`],
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
  // rides: 249,000 a year before, 301,000 a quarter before
  ['en', `${RIDES} rides, down from a year earlier.`, `${WRONG}1`],
  ['en', `${RIDES} rides, up from the quarter before.`, `${WRONG}1`],
  ['en', `There were ${RIDES} in the quarter, fewer than in the same quarter of last year.`, `${WRONG}12`],
  ['en', `Trips: ${TRIPS} (a fall on the previous year).`, `${WRONG}8`],
  ['en', `${FARES} in fares, higher than a year ago.`, `${WRONG}1`],
  ['en', `${STOPS} stops, up from a year earlier.`, `${OPEN}1`],
  ['de', `${RIDES} Fahrten, weniger als im Vorjahr.`, `${WRONG}1`],
  ['de', `${RIDES} Fahrten, gegenüber dem Vorquartal gestiegen.`, `${WRONG}1`],
  ['zh-CN', `乘次 ${RIDES}，比上年减少。`, `${WRONG}4`],
  // a level is not by how much it fell
  ['en', `Trips fell by ${TRIPS}.`, `${WRONG}15`],
  ['en', `The network grew by ${STOPS} stations.`, `${OPEN}21`],
  ['de', `Trips sanken um ${TRIPS}.`, `${WRONG}17`],
  ['de', `Trips sind um ${TRIPS} gesunken.`, `${WRONG}15`],
  // rides of a quarter
  ['en', `There were ${TRIPS} a day.`, `${WRONG}12`],
  ['en', `There were ${TRIPS} /day.`, `${WRONG}12`],
  ['en', `There were ${TRIPS} each week.`, `${WRONG}12`],
  ['en', `There were ${TRIPS} monthly.`, `${WRONG}12`],
  ['en', `There were ${TRIPS} a head.`, `${WRONG}12`],
  ['en', `There were ${TRIPS} per thousand people.`, `${WRONG}12`],
  ['de', `Es waren ${TRIPS} täglich.`, `${WRONG}10`],
  ['de', `Es waren ${TRIPS} pro Monat.`, `${WRONG}10`],
  ['de', `Es waren ${TRIPS} je Einwohner.`, `${WRONG}10`],
  ['zh-CN', `日均${TRIPS}。`, `${WRONG}3`],
  ['zh-CN', `人均 ${TRIPS}。`, `${WRONG}4`],
  ['en', `Daily trips were ${TRIPS}.`, `${WRONG}18`],
  ['en', `There were daily ${TRIPS} trips.`, `${WRONG}18`],
  ['en', `Each month ${TRIPS} trips were made.`, `${WRONG}12`],
  ['de', `Die täglichen Fahrten betrugen ${TRIPS}.`, `${WRONG}32`],
  ['de', `Pro Monat waren ${TRIPS} unterwegs.`, `${WRONG}17`],
  ['zh-CN', `每月乘次为${TRIPS}。`, `${WRONG}6`],
  // a change on the year is not one of each month
  ['en', `Fares changed by ${GROWTH} a month.`, `${WRONG}18`],
  ['en', `Fares changed, ${GROWTH} per month.`, `${WRONG}16`],
  ['en', `Fares changed each month by ${GROWTH}.`, `${WRONG}29`],
  ['de', `Die Tarife: ${GROWTH} pro Monat.`, `${WRONG}13`],
  ['zh-CN', `票价每月${GROWTH}。`, `${WRONG}5`],
  // heads, labels and subtitles do so from afar
  ['en', `| Mode | Daily trips |\n|---|---|\n| All | ${TRIPS} |`, 'error document/unit 3:10'],
  ['en', `| Mode | Trips per day |\n|---|---|\n| All | ${TRIPS} |`, 'error document/unit 3:10'],
  ['en', `| Mode | All |\n|---|---|\n| Trips, monthly | ${TRIPS} |`, 'error document/unit 5:3'],
  ['en', `:::box{#b}\n- Trips per day\n\n  ${TRIPS}\n:::`, 'error document/unit 4:3'],
  ['de', `| Art | Fahrten pro Tag |\n|---|---|\n| Alle | ${TRIPS} |`, 'error document/unit 3:9'],
  ['zh-CN', `| 种类 | 日均乘次 |\n|---|---|\n| 全部 | ${TRIPS} |`, 'error document/unit 3:8'],
  // the verb stands last
  ['de', `Die Fahrten sind auf ${TRIPS} gefallen.`, `${WRONG}22`],
  ['de', `Die Fahrten gingen auf ${TRIPS} zurück.`, `${WRONG}24`],
  ['de', `Die Tarife sind auf ${FARES} gestiegen.`, `${WRONG}21`],
  ['de', `Die Stationen sind auf ${STOPS} gesunken.`, `${OPEN}24`],
  // across lines
  ['en', `Trips fell to\n\n${TRIPS}.`, `error document/value-neighbour 5:1`],
  ['en', `- Trips fell\n- {{increase "trips@2025-Q4" "trips@2024-Q4"}}`, 'error document/value-neighbour 4:3'],
  ['en', `Fares rose\n\n{{value "fares:growth@2025-Q4"}}`, 'error document/value-neighbour 5:1'],
])('in %s, %s', (locale, text, expected) => {
  expect(found(text, localeOf(locale))).toEqual([expected]);
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
  ['en', `There were ${TRIPS} a month after the opening.`],
  ['en', `There were ${TRIPS} in the month, ${STOPS} a day.`],
  ['en', `Fares changed by ${GROWTH} a month after the opening.`],
  ['en', `Daily fares changed by ${GROWTH}.`],
  ['en', `The daily papers say that fares changed by ${GROWTH}.`],
  ['en', `The monthly report of the office puts trips at ${TRIPS}.`],
  ['de', `Die täglichen Tarife änderten sich um ${GROWTH}.`],
  ['zh-CN', `每月车票价格的变化为${GROWTH}。`],
  ['en', `There were {{over "trips@2025-Q4" 92}} a day.`],
  ['en', `| Mode | Trips per day |\n|---|---|\n| All | {{over "trips@2025-Q4" 92}} |`],
  ['en', `| Mode | Trips in a month with snow |\n|---|---|\n| All | ${TRIPS} |`],
  ['en', `| Mode | Trips per quarter |\n|---|---|\n| All | ${TRIPS} |`],
  ['de', `Es waren ${TRIPS} im Monat Mai.`],
  ['zh-CN', `日均{{over "trips@2025-Q4" 92}}。`],
  ['de', `Die Fahrten stiegen auf ${TRIPS}.`],
  ['de', `Die Fahrten sind auf ${TRIPS} gestiegen.`],
  ['de', `Die Fahrten gingen auf ${RIDES} zurück.`],
  ['de', `Die Fahrten nahmen auf ${TRIPS} zu.`],
  ['en', `${RIDES} rides, up from a year earlier.`],
  ['en', `${RIDES} rides, down from the quarter before.`],
  ['en', `${FARES} in fares, lower than a year ago.`],
  ['en', `${RIDES} rides, more than a year after the opening.`],
  ['en', `${RIDES} rides, up {{minus "rides@2025-Q4" "rides@2024-Q4"}} from a year earlier.`],
  ['en', `Stocks fell by {{value "drawn@2025-Q4"}}.`],
  ['en', `The network grew by {{value "increase@2025-Q4"}} stations.`],
  ['en', `## Where trips fell {#fell}\n\n${TRIPS} trips were counted.`],
  ['en', `Fares fell.\n\n{{increase "trips@2025-Q4" "trips@2024-Q4"}} more trips were counted.`],
  ['de', `${RIDES} Fahrten, mehr als im Vorjahr.`],
  ['zh-CN', `乘次 ${RIDES}，比上年增加。`],
  ['zh-CN', `乘次增至 ${TRIPS}。`],
])('in %s it is accepted that %s', (locale, text) => {
  expect(found(text, localeOf(locale)).filter((one) => !/loose-number|document\/period/.test(one))).toEqual([]);
});
