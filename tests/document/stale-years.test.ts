import { describe, expect, test } from 'vitest';
import { brokenBy, eachOf, type Sentences } from './town.ts';

const BELOW = '{#years}\n\nThere were <rides> rides.';
const DARUNTER = '{#jahre}\n\nEs waren <rides> Fahrten.';

/** Years that were typed for another edition, or a base that the change is not measured from. */
const WRONG: Sentences = {
  en: [
    `## Rides in 2024 ${BELOW}`,
    `## Rides, 2024 ${BELOW}`,
    `## Rides 2024 ${BELOW}`,
    `## Rides in {{period "-1"}} ${BELOW}`,
    `## Rides in the third quarter of 2025 ${BELOW}`,
    'Since 2023 there have been <rides> rides.',
    'Since 2023, rides totalled <rides>.',
    'Since 2020, <rides> rides were made.',
    'Since 2023 rides have grown by <rides:growth>.',
    'Rides were <rides:growth> higher than in 2019.',
    'Members made <rides:growth@2025> more rides than in 2023.',
  ],
  de: [
    `## Fahrten im Jahr 2024 ${DARUNTER}`,
    `## Fahrten 2024 ${DARUNTER}`,
    '2023 wurden <rides> Fahrten gezählt.',
    'Die Fahrten beliefen sich 2023 auf <rides>.',
    'Der Verlust betrug 2024 <loss>.',
    'Der Verlust lag 2024 bei <loss>.',
    'Seit 2023 waren es <rides> Fahrten.',
  ],
  'zh-CN': ['## 2024年骑行次数 {#years}\n\n骑行次数为<rides>。', '2024年亏损<loss>。'],
};

const HONEST: Sentences = {
  en: [
    `## Rides in 2025 ${BELOW}`,
    `## Rides 2025 ${BELOW}`,
    `## Higher than in 2024 ${BELOW}`,
    `## The stations that opened in 2024 ${BELOW}`,
    `## Outlook for 2026 {#years}\n\nIn the fourth quarter of 2025 there were <rides> rides.`,
    `## Growth since 2019 ${BELOW}`,
    `## Rides in the fourth quarter ${BELOW}`,
    `## Expo 2024 ${BELOW}`,
    `## Rides to 2030 ${BELOW}`,
    '## Rides in 2024 {#years}\n\nThere were <rides@2024-Q4> rides.',
    '## Rides in 2024 and now {#years}\n\nThere were <rides@2024-Q4> rides; now it is <rides>.',
    '## Changes in 2024 {#years}\n\nRides rose <rides:growth>.',
    'Since 2024 rides have grown, in the fourth quarter by <rides:growth>.',
    'Since 2024 rides have risen <rides:growth>.',
    'Since 2023, when the bicycles came, rides have grown, and in the fourth quarter of 2025 they reached <rides>.',
    'Since 2023 the price has been fixed; it is <price>.',
    'Since 2023 a tonne has cost <price>.',
    'Since 2019 the town has had stations, and <rides> rides were made in the fourth quarter.',
    'Rides were <rides:growth> higher than in 2024.',
    'There were <rides> rides, more than in 2023.',
    'More people rode than in 2023: <rides> rides were made.',
  ],
  de: [
    `## Fahrten 2025 ${DARUNTER}`,
    `## Fahrten seit 2023 ${DARUNTER}`,
    '2025 wurden <rides@2025> Fahrten gezählt.',
    '2023 wurden Stationen gebaut; es waren <rides> Fahrten.',
    'Die 2023 eröffneten Stationen sahen <rides> Fahrten.',
    'Das Gesetz von 2023 wirkte: <rides> Fahrten.',
    'Der Verlust betrug 2024 <loss@2024>.',
    'Der Verlust sank gegenüber 2024 auf <loss>.',
    'Die Fahrten stiegen 2025 auf <rides@2025>.',
    'Seit 2024 stiegen die Fahrten um <rides:growth>.',
    'Die Agenda 2030 nennt <rides> Fahrten.',
    'Es gab 2023 einen Streik; im vierten Quartal 2025 waren es <rides> Fahrten.',
  ],
  'zh-CN': [
    '## 2025年骑行次数 {#years}\n\n骑行次数为<rides>。',
    '2024年亏损<loss@2024>。',
    '自2023年以来，骑行次数持续增长，2025年第四季度达<rides>。',
    '2023年建成站点，骑行次数为<rides>。',
  ],
};

describe('a year that a figure is not of, nor measured from, is reported', () => {
  test.each(eachOf(WRONG))('%s %s', (locale, text) => {
    expect(brokenBy(text, locale)).toContain('document/period');
  });
});

describe('the year of a figure, of what it is compared with, and of something else is not', () => {
  test.each(eachOf(HONEST))('%s %s', (locale, text) => {
    expect(brokenBy(text, locale)).toEqual([]);
  });
});
