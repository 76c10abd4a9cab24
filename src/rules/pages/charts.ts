import { CHART, type PagesOf, TEMPLATE } from '../rule-page.ts';

const OWN_CHART = 'templates/casual/charts/riders.vl.json';
const OWN_BRIEF = {
  'templates/casual/brief.yaml':
    'title: { en: Riders }\ndataset: city-bikes\neditions: [{ id: 2025-q4, release: operator-2025-q4 }]\nlocales: [en]\n',
  'templates/casual/brief.md.hbs': '# Riders {#top}\n\n:::exhibit{#fig}\nRides\n\n::chart{name="riders"}\n:::\n',
};
const ROWS = '"data": { "address": ["rides.members", "rides.casual"] }';
const WITHOUT_AXES =
  '"y": { "field": "label", "axis": null }, "x": { "field": "value", "type": "quantitative", "axis": null }';

/** Rules on charts. */
export const CHART_PAGES: PagesOf<'chart'> = {
  'chart/syntax': {
    why: 'A chart that cannot be parsed draws nothing.',
    mend: 'Correct the JSON at the place that the message names.',
    file: CHART,
    wrong: '"height": 200,,',
    right: '"height": 200,',
  },
  'chart/unknown': {
    why: 'An exhibit whose chart is missing would show a title over nothing.',
    mend: 'Take the name of a file in `charts/`, without its ending.',
    file: TEMPLATE,
    wrong: '::chart{name="ride"}',
    right: '::chart{name="rides"}',
  },
  'chart/invalid': {
    why: 'What Vega-Lite does not know it skips, and draws another picture.',
    mend: 'Take the name that the hint proposes.',
    file: CHART,
    wrong: '{ "type": "lines", "point": true }',
    right: '{ "type": "line", "point": true }',
  },
  'chart/forbidden': {
    why: 'A chart that loads something, or depends on clock, chance or time zone, is another one tomorrow.',
    mend: 'Remove what the message names; most of it has a form that depends on data alone.',
    file: CHART,
    wrong: `"filter": "datum.period === '2024-Q4' && now() > 0"`,
    right: `"filter": "datum.period === '2024-Q4'"`,
  },
  'chart/unknown-data': {
    why: 'Numbers that are typed into a chart are bound to no source, and nothing tests them.',
    mend: 'Name the figures by address, and draw fields of their rows.',
    file: CHART,
    wrong: '{ "field": "valeu", "type": "quantitative" }',
    right: '{ "field": "value", "type": "quantitative" }',
  },
  'chart/unknown-indicator': {
    why: 'A mistyped address would leave a line out of the picture.',
    mend: 'Take the name that the hint proposes.',
    file: CHART,
    wrong: '"rides.casuals@2024-Q1..2025-Q4"',
    right: '"rides.casual@2024-Q1..2025-Q4"',
  },
  'chart/too-large': {
    why: 'A picture with that many rows or ticks cannot be read, and takes long to draw.',
    mend: 'Take fewer figures, or a coarser step.',
    file: CHART,
    instead: '{ "field": "value", "type": "quantitative" }',
    wrong: '{ "field": "value", "type": "quantitative", "axis": { "tickCount": 100000 } }',
    right: '{ "field": "value", "type": "quantitative", "axis": { "tickCount": 5 } }',
  },
  'chart/no-rows': {
    why: 'The addresses have no figure in this edition, so nothing can be drawn.',
    mend: 'Name periods that releases state, or accept it with `"optional": true`.',
    file: CHART,
    wrong: '"data": { "address": ["rides.members@2019-Q1..2019-Q4", "rides.casual@2019-Q1..2019-Q4"] }',
    right: '"data": { "address": ["rides.members@2024-Q1..2025-Q4", "rides.casual@2024-Q1..2025-Q4"] }',
  },
  'chart/empty': {
    why: 'A chart with rows that shows no mark has them outside of its axes, without colour, or filtered away.',
    mend: 'Look at filters, domains and opacity.',
    file: OWN_CHART,
    wrong: `{ ${ROWS}, "mark": { "type": "bar", "opacity": 0 }, "encoding": { ${WITHOUT_AXES} } }\n`,
    right: `{ ${ROWS}, "mark": { "type": "bar" }, "encoding": { "y": { "field": "label" }, "x": { "field": "value", "type": "quantitative" } } }\n`,
    also: OWN_BRIEF,
  },
  'chart/label-overlap': {
    why: 'Labels that lie on one another cannot be read.',
    mend: 'Make the chart larger, show fewer labels, or move them with `dx` and `dy`.',
    file: OWN_CHART,
    wrong: `{ ${ROWS}, "mark": "text", "encoding": { "text": { "field": "label" } } }\n`,
    right: `{ ${ROWS}, "mark": "text", "encoding": { "text": { "field": "label" }, "y": { "field": "label", "axis": null } } }\n`,
    also: OWN_BRIEF,
  },
  'chart/baseline': {
    why: 'A bar or an area is read by its length. From another baseline than zero, a rise of a tenth looks like one of many times.',
    mend: 'Let the scale begin at zero, or draw points or a line, which are read by their place.',
    file: OWN_CHART,
    wrong: `{ ${ROWS}, "mark": "bar", "encoding": { "y": { "field": "label" }, "x": { "field": "value", "type": "quantitative", "scale": { "zero": false } } } }\n`,
    right: `{ ${ROWS}, "mark": "point", "encoding": { "y": { "field": "label" }, "x": { "field": "value", "type": "quantitative", "scale": { "zero": false } } } }\n`,
    also: OWN_BRIEF,
  },
  'chart/untrue': {
    why: 'A reader takes the text at a bar for its figure, and its length for the amount. After a chart is drawn, each text and each place in it is taken back to the row for which it was drawn.',
    mend: 'Draw the fields of rows as they are. What is to be worked out is asked for in `data`, where it is exact.',
    file: OWN_CHART,
    wrong: `{ ${ROWS}, "mark": "bar", "encoding": { "y": { "field": "label" }, "x": { "field": "part", "type": "quantitative" } }, "transform": [{ "calculate": "datum.value * 0.2", "as": "part" }] }\n`,
    right: `{ ${ROWS}, "mark": "bar", "encoding": { "y": { "field": "label" }, "x": { "field": "value", "type": "quantitative" } } }\n`,
    also: OWN_BRIEF,
  },
  'chart/scale': {
    why: 'On a scale that is reversed, bent or cut, or next to a second one, a place says another amount than it seems to.',
    mend: 'Use a linear scale that rises to the right and upward, one for all amounts of a plot.',
    file: OWN_CHART,
    wrong: `{ ${ROWS}, "mark": "point", "encoding": { "y": { "field": "label" }, "x": { "field": "value", "type": "quantitative", "scale": { "reverse": true } } } }\n`,
    right: `{ ${ROWS}, "mark": "point", "encoding": { "y": { "field": "label" }, "x": { "field": "value", "type": "quantitative" } } }\n`,
    also: OWN_BRIEF,
  },
  'chart/contrast': {
    why: 'Text needs a contrast of 4.5:1 with what it lies on (WCAG 2.2, 1.4.3), in light and on a dark screen; large type 3:1.',
    mend: 'Give it the colour `ink` or `muted`, or `paper` on a dark bar. `context` is for marks.',
    file: OWN_CHART,
    wrong: `{ ${ROWS}, "mark": { "type": "text", "color": { "expr": "context" } }, "encoding": { "text": { "field": "text" }, "y": { "field": "label" } } }\n`,
    right: `{ ${ROWS}, "mark": { "type": "text", "color": { "expr": "muted" } }, "encoding": { "text": { "field": "text" }, "y": { "field": "label" } } }\n`,
    also: OWN_BRIEF,
  },
  'chart/narrow': {
    why: 'Half of the readers see a brief on a phone, where a chart has half its width.',
    mend: 'Give it fewer or shorter labels there with `narrow`, or another form under `usermeta`.',
    file: CHART,
    wrong: '"labelExpr": "datum.label"',
    right: `"labelExpr": "narrow ? split(datum.label, '-') : datum.label"`,
  },
  'chart/same-name': {
    why: 'Some wikis and file systems take capitals and small letters for the same: one picture would stand in the place of both.',
    mend: 'Give one of the charts another name.',
    file: 'templates/city-bikes/charts/Rides.vl.json',
    wrong: `{ ${ROWS}, "mark": "bar", "encoding": { "y": { "field": "label" }, "x": { "field": "value", "type": "quantitative" } } }\n`,
  },
  'chart/unused': {
    why: 'A chart that no exhibit shows was forgotten, or its exhibit was.',
    mend: 'Show it in an exhibit, or remove the file.',
    file: 'templates/city-bikes/charts/bikes.vl.json',
    wrong:
      '{ "data": { "address": "bikes@0-12-31" }, "mark": "bar", "encoding": { "x": { "field": "value", "type": "quantitative" } } }\n',
  },
};
