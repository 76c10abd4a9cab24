import { describe, expect, test } from 'vitest';
import { brokenBy, eachOf, type Sentences } from './town.ts';

/** A time of one length said about the sum of another. */
const OTHER_LENGTHS: Sentences = {
  en: [
    'In the quarter there were <rides@2025> rides.',
    'During the quarter <rides@2025> rides were made.',
    'The quarter brought <rides@2025> rides.',
    'This quarter saw <rides@2025> rides.',
    'There were <rides@2025> rides in the quarter.',
    'The year brought <rides> rides.',
    'Over the year, rides came to <rides>.',
    'In the whole year <rides> rides were made.',
    'All year there were <rides> rides.',
    'Annual rides came to <rides>.',
    'Quarterly rides came to <rides@2025>.',
    'Over the decade, rides came to <rides@2025>.',
    'In the first nine months <rides> rides were made.',
    'In the past five years <rides> rides were made.',
    'Each month saw <rides> rides.',
    'In a single day <rides> rides were made.',
    'There were <rides> rides for the quarter and <rides> for the year.',
    '| Rides | Quarter | Year |\n|-|-:|-:|\n| All | {{cell "rides@2025"}} | {{cell "rides"}} |',
    '| Rides | Whole year |\n|-|-:|\n| All | {{cell "rides"}} |',
    ':::box{#b}\n- Rides in the year\n\n  <rides>\n:::',
  ],
  de: [
    'Im Quartal waren es <rides@2025> Fahrten.',
    'Im Jahr waren es <rides> Fahrten.',
    'Im ganzen Jahr waren es <rides> Fahrten.',
    'Das Quartal brachte es auf <rides@2025> Fahrten.',
    'Im Jahrzehnt waren es <rides> Fahrten.',
    '<rides> Fahrten im Monat',
    '| Fahrten | Quartal | Jahr |\n|-|-:|-:|\n| Alle | {{cell "rides@2025"}} | {{cell "rides"}} |',
  ],
  'zh-CN': [
    '全年骑行次数为<rides>。',
    '本季度骑行次数为<rides@2025>。',
    '十年间骑行次数为<rides@2025>。',
    '| 骑行次数 | 全年 |\n|-|-:|\n| 合计 | {{cell "rides"}} |',
  ],
};

/** A mean, or a rate, that is said about a sum. */
const MEANS: Sentences = {
  en: [
    'A month on average, <rides> rides were made.',
    'On average there were <rides> rides a month.',
    '<rides> rides on average per month were made.',
    'An average of <rides> rides was made.',
    'Rides averaged <rides>.',
    '<rides> rides per bicycle were made.',
    '<rides> rides per hour were made.',
    'There were <rides> rides, on average.',
  ],
  de: [
    'Im Durchschnitt waren es <rides> Fahrten.',
    'Im Monat waren es im Schnitt <rides> Fahrten.',
    '<rides> Fahrten je Rad',
    'Durchschnittlich waren es <rides> Fahrten.',
  ],
  'zh-CN': ['骑行次数平均为<rides>。'],
};

const HONEST: Sentences = {
  en: [
    'In the quarter there were <rides> rides.',
    'In the whole of 2025 there were <rides@2025> rides.',
    'Over the year, rides rose to <rides>.',
    'Over the year as a whole, rides came to <rides@2025>.',
    'The year brought <rides@2025> rides, the fourth quarter <rides>.',
    'By the end of the year, the fourth quarter had brought <rides> rides.',
    'In the year to December there were <rides@2025> rides.',
    'In the year of the strike, the fourth quarter saw <rides> rides.',
    'In the last quarter of the year, <rides> rides were made.',
    'On average a bicycle costs <price>.',
    'Delays averaged <delay>.',
    'In a year with much rain, members made <rides.members> rides in the fourth quarter.',
    'All year long people asked for more; <rides> rides were made in the fourth quarter.',
    'Every year the town counts again. It found <rides> rides.',
    '<rides> rides, an average result, were made.',
    'Rides above the average of past years: <rides>.',
    '<rides> rides per se mean little.',
    'Annual passes paid for <rides> rides.',
    '<rides> rides for the quarter, <rides@2025> for the year.',
    '{{over "rides" 3}} rides a month on average.',
    'On average there were {{over "rides" 3}} rides a month.',
    'The bicycles, used for ten years, made <rides> rides.',
    'Those who pay for a month made <rides.casual> rides.',
    'The year ended with <rides> rides in the fourth quarter.',
    '| Rides | Quarter | Year |\n|-|-:|-:|\n| All | {{cell "rides"}} | {{cell "rides@2025"}} |',
    '| Year | Rides |\n|-|-:|\n| 2025 | {{cell "rides@2025"}} |',
    ':::box{#b}\n- Rides in the quarter\n\n  <rides>\n\n  <rides:growth> on the year\n:::',
  ],
  de: [
    'Im Quartal waren es <rides> Fahrten.',
    'Im Jahr waren es <rides@2025> Fahrten, im Quartal <rides>.',
    'Im Jahresvergleich stieg die Zahl auf <rides>.',
    'Im Durchschnitt lagen die Verspätungen bei <delay>.',
    'Im vierten Quartal des Jahres wurden <rides> Fahrten gezählt.',
    'Im vergangenen Jahr war es kalt; im vierten Quartal wurden <rides> Fahrten gezählt.',
    'Über das Jahr stieg die Zahl der Fahrten auf <rides>.',
    'Wer pro Monat zahlt, machte <rides.members> Fahrten.',
    'Im Jahr 2025 waren es <rides@2025> Fahrten.',
    'Zum Jahresende waren es <rides> Fahrten im Quartal.',
  ],
  'zh-CN': [
    '全年骑行次数为<rides@2025>。',
    '2025年全年骑行次数为<rides@2025>。',
    '本季度骑行次数为<rides>。',
    '晚点率平均为<delay>。',
    '当年第四季度骑行次数为<rides>。',
  ],
};

describe('a time of another length than that of the figure is reported', () => {
  test.each(eachOf(OTHER_LENGTHS))('%s %s', (locale, text) => {
    expect(brokenBy(text, locale)).not.toEqual([]);
  });
});

describe('a mean or rate of what is the sum of a time is reported', () => {
  test.each(eachOf(MEANS))('%s %s', (locale, text) => {
    expect(brokenBy(text, locale)).not.toEqual([]);
  });
});

describe('the length of the time of a figure, and words about something else, are not', () => {
  test.each(eachOf(HONEST))('%s %s', (locale, text) => {
    expect(brokenBy(text, locale)).toEqual([]);
  });
});
