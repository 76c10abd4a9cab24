import { describe, expect, test } from 'vitest';
import { brokenBy, eachOf, type Sentences } from './town.ts';

/** A figure that there is none of, or that is said to be above or below itself. */
const DENIED: Sentences = {
  en: [
    'There were no <rides> rides.',
    'There was no <rides:growth> rise.',
    'Rides never reached <rides>.',
    'Rides did not reach <rides>.',
    'Rides failed to reach <rides>.',
    'In the fourth quarter of 2025, rides fell short of <rides>.',
    'Rides stayed below <rides>.',
    'The number of rides exceeded <rides>.',
    '{{label "rides"}} topped <rides>.',
    'In 2025 rides exceeded <rides@2025>.',
    'Bicycles surpassed <bikes@2025-12-31>.',
  ],
  de: [
    'Es gab keine <rides> Fahrten.',
    'Die Fahrten erreichten nie <rides>.',
    'Die Fahrten erreichten <rides> nicht.',
    'Die Fahrten haben <rides> nie erreicht.',
    'Die Fahrten haben nie <rides> erreicht.',
    'Die Fahrten blieben unter <rides>.',
    'Die Zahl der Fahrten überschritt <rides>.',
  ],
  'zh-CN': [
    '没有<rides>次骑行。',
    '骑行次数未达到<rides>。',
    '骑行次数从未达到<rides>。',
    '骑行次数超过<rides>。',
    '骑行次数低于<rides>。',
    '2025年第四季度，骑行次数突破<rides>。',
  ],
};

/** The sign of a figure in words, which it does not have. */
const SIDES: Sentences = {
  en: [
    'A positive result of <result> was made.',
    'The result was positive, at <result>.',
    'In 2024-Q4 a negative result of <result@2024-Q4> was made.',
    'It earned <result>.',
    'The profit was <loss>.',
    'A positive change of <rides.casual:growth> was seen.',
    'A negative growth of <rides:growth> was seen.',
  ],
  de: [
    'Ein positives Ergebnis von <result>.',
    'Der Gewinn betrug <loss>.',
    'Das Wachstum war positiv: <rides.casual:growth>.',
  ],
  'zh-CN': ['正收益<result>。', '盈利为<loss>。'],
};

/** A column of what heads call changes. */
function table(head: string, cell: string): string {
  return `| Name | ${head} |\n| :-- | --: |\n| X | ${cell} |`;
}

const HEADS: Sentences = {
  en: [
    table('Change', '<rides>'),
    table('Growth, %', '<rides>'),
    table('Annual change', '<rides@2025>'),
    table('Change on a year earlier', '<rides>'),
    table('Growth of rides', '<rides>'),
    table('Δ', '<fuel>'),
    'Growth: <rides>',
  ],
  de: [table('Veränderung', '<rides>'), table('Zuwachs gegenüber dem Vorjahr', '<rides>')],
  'zh-CN': [table('增长', '<rides>'), table('同比', '<rides>'), table('同比变化', '<rides>')],
};

/** What cannot be true of what is named and the figure next to it. */
const OTHERS: Sentences = {
  en: [
    'Rides rose to <rides:growth>.',
    'Rides were unchanged at <rides>.',
    'Rides were unchanged, at <rides>.',
    'Delays were unchanged at <delay>.',
    'Rides grew <rides:growth> on the third quarter.',
    'Compared with the third quarter, rides grew <rides:growth>.',
    'Rides came to <rides>, against <rides@2024> a year earlier.',
    'Rides came to <rides> (a year earlier: <rides@2024>).',
    'Members made <rides.casual> trips.',
    'Members: <rides.casual>',
    '| Rides | Number |\n| :-- | --: |\n| Members | <rides.casual> |\n| Casual | <rides.members> |',
    'Members took <rides.members> of <rides.casual> rides.',
    'Fewer members (<rides.members>) than casual riders (<rides.casual>) rode.',
    'Preliminary figures show <rides>.',
    'We expect <rides> rides.',
    'Rides fell to <rides>, from <rides@2024-Q4> a year earlier.',
    'Rides fell to <rides>, after <rides@2024-Q4> in the fourth quarter of 2024.',
    'Rides fell to <rides> (2024: <rides@2024-Q4>).',
    'Rides rose to <rides>, compared with <rides@2025-Q3> in the third quarter.',
    'Rides by members (<rides.members>) were well behind casual rides (<rides.casual>).',
    'Casual rides, at <rides.casual>, outstripped those by members, at <rides.members>.',
    'Casual riders (<rides.casual>) made more rides than members (<rides.members>).',
  ],
  de: [
    'Die Fahrten stiegen auf <rides:growth>.',
    'Mitglieder kamen auf <rides.casual> Fahrten.',
    'Die Fahrten stiegen um <rides:growth> gegenüber dem dritten Quartal.',
    'Die Fahrten sanken auf <rides>, nach <rides@2024-Q4> ein Jahr zuvor.',
    'Gelegenheitsfahrten (<rides.casual>) übertrafen die von Mitgliedern (<rides.members>).',
    'Die Fahrten blieben unverändert bei <rides>.',
  ],
  'zh-CN': [
    '骑行次数增至<rides:growth>。',
    '骑行次数没有变化，为<rides>。',
    '骑行次数保持不变，为<rides>。',
    '骑行次数降至<rides>，上年同期为<rides@2024-Q4>。',
    '骑行次数较第三季度增长<rides:growth>。',
    '散客骑行次数（<rides.casual>）高于会员骑行次数（<rides.members>）。',
  ],
};

const HONEST: Sentences = {
  en: [
    'Members made <rides.members> rides.',
    'Members paid for <rides.casual> casual rides.',
    '| Rides | Number |\n| :-- | --: |\n| Members | <rides.members> |\n| Casual riders | <rides.casual> |',
    'Of the rides, <rides.members> of <rides> were made by members.',
    'More members (<rides.members>) than casual riders (<rides.casual>) rode.',
    'Rides by members were nearly unchanged at <rides.members>.',
    'Growth slowed to <rides:growth>.',
    'Rides grew <rides:growth> on the fourth quarter of 2024.',
    'Rides came to <rides> (a year earlier: <rides@2024-Q4>).',
    'The town aims to exceed <rides@2025> rides in 2026.',
    'Rides rose to <rides>, from <rides@2024-Q4> a year earlier.',
    'Casual rides fell to <rides.casual>, after <rides@2025-Q3> in all in the third quarter.',
    'Rides by members, at <rides.members>, outstripped casual ones, at <rides.casual>.',
    'Members (<rides.members>) made more rides than casual riders (<rides.casual>).',
    'Rides by members never reached <rides>.',
    'Casual rides stayed below <rides.members>.',
    'Rides reached <rides>.',
    'Bus rides exceeded <rides>.',
    'In 2026, rides may exceed <rides>.',
    'The target for rides exceeded <rides>.',
    'In 2019 rides stayed below <rides>.',
    'Rides exceeded {{value "rides" unit="10^3" digits=0}}.',
    'Rides, which exceeded those of members, came to <rides>.',
    'Rides topped those by members: <rides>.',
    'There is no doubt: <rides> rides were made.',
    'With no change in prices, <rides> rides were made.',
    'No. <bikes@2025-12-31> was the last bicycle.',
    'The result was negative: <result>.',
    'A negative result, with a loss of <loss>, was made.',
    'The negative result was <loss>.',
    'Tests were positive: <rides>.',
    'Growth was positive, at <rides:growth>.',
    'The company earned less: the loss was <loss>.',
    'The loss was <loss>.',
    table('Change', '{{value "rides:growth" sign=true}}'),
    table('Change', '{{minus "rides" "rides@2024-Q4"}}'),
    table('Change (level)', '{{value "rides:growth" sign=true}} (<rides>)'),
    table('Growth of the fleet', '<rides>'),
    table('Before the change of prices', '<rides>'),
    table('Change', '<result>'),
    table('Increase, %', '{{cell "delay"}}'),
    'Growth: rides came to <rides>.',
  ],
  de: [
    'Mitglieder kamen auf <rides.members> Fahrten.',
    'Die Fahrten stiegen auf <rides> von <rides@2024-Q4> ein Jahr zuvor.',
    'Die Fahrten haben <rides> erreicht.',
    'Die Fahrten erreichten <rides>.',
    'Fahrten von Mitgliedern blieben unter <rides>.',
    'Kein Zweifel: <rides> Fahrten.',
    'Das Ergebnis war negativ: <result>.',
    'Der Verlust betrug <loss>.',
    table('Veränderung', '{{value "rides:growth" sign=true}}'),
  ],
  'zh-CN': [
    '骑行次数达到<rides>。',
    '会员骑行次数低于<rides>。',
    '价格没有变化，骑行次数为<rides>。',
    '亏损为<loss>。',
    '骑行次数升至<rides>，上年同期为<rides@2024-Q4>。',
    '会员骑行次数（<rides.members>）高于散客骑行次数（<rides.casual>）。',
    '本月新签租约<bikes@2025-12-31>份。',
    table('同比', '{{value "rides:growth" sign=true}}'),
  ],
};

describe('a figure that is denied, or above or below itself, is reported', () => {
  test.each(eachOf(DENIED))('%s %s', (locale, text) => {
    expect(brokenBy(text, locale)).toContain('document/value-neighbour');
  });
});

describe('a sign in words that a figure does not have is reported', () => {
  test.each(eachOf(SIDES))('%s %s', (locale, text) => {
    expect(brokenBy(text, locale)).toContain('document/label');
  });
});

describe('a level below a head of changes is reported', () => {
  test.each(eachOf(HEADS))('%s %s', (locale, text) => {
    expect(brokenBy(text, locale).filter((rule) => /label|unit/.test(rule))).toHaveLength(1);
  });
});

describe('a figure of something else than its sentence says is reported', () => {
  test.each(eachOf(OTHERS))('%s %s', (locale, text) => {
    expect(brokenBy(text, locale)).not.toEqual([]);
  });
});

describe('what is compared with something else, signs that are true and heads of changes are not', () => {
  test.each(eachOf(HONEST))('%s %s', (locale, text) => {
    expect(brokenBy(text, locale)).toEqual([]);
  });
});
