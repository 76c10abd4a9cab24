import { describe, expect, test } from 'vitest';
import { brokenBy, eachOf, type Sentences } from './town.ts';

/** Figures that what stands between them cannot be true of. */
const WRONG: Sentences = {
  en: [
    '<rides.members> + <rides.casual> = <rides@2025>.',
    '<rides.members> members + <rides.casual> casual riders = <rides@2025>.',
    '<rides> − <rides.casual> = <rides.casual>',
    '<rides> - <rides.casual> = <rides.casual>',
    '<rides> / <rides.casual> = <rides.members>',
    '<rides.members> > <rides>',
    '<rides.members> < <rides.casual>',
    '<rides.members> = <rides.casual>',
    'Members made <rides.members> rides, more than the <rides> made in all.',
    'Members made <rides.members> rides, fewer than the <rides.casual> casual ones.',
    'Rides by members were lower than casual rides: <rides.members> against <rides.casual>.',
    'Rides by members (<rides.members>) were below casual rides (<rides.casual>).',
    'Of <rides.casual> rides, <rides.members> were by members.',
    'Out of the <rides.casual> rides <rides.members> were by members.',
  ],
  de: [
    '<rides.members> + <rides.casual> = <rides@2025>',
    'Mitglieder machten <rides.members> Fahrten, weniger als die <rides.casual> anderen.',
    'Von <rides.casual> Fahrten waren <rides.members> von Mitgliedern; von <rides.casual> Fahrten <rides.members>.',
  ],
  'zh-CN': [
    '<rides.members> + <rides.casual> = <rides@2025>',
    '会员骑行<rides.members>次，少于散客的<rides.casual>次。',
  ],
};

const HONEST: Sentences = {
  en: [
    '<rides.members> + <rides.casual> = <rides>.',
    '<rides> − <rides.casual> = <rides.members>',
    '<rides.members> / <rides> = {{shareOf "rides.members" "rides"}}',
    '<rides.members> < <rides>',
    '<rides> > <rides.members>',
    '<rides.casual> + <rides.members>',
    'Members made <rides.members> rides, more than the <rides.casual> casual ones.',
    'Casual riders made <rides.casual> rides, fewer than the <rides.members> of members.',
    'Rides by members were higher than casual rides: <rides.members> against <rides.casual>.',
    'Rides by members (<rides.members>) were above casual rides (<rides.casual>).',
    'Casual riders were no more than guests: <rides.casual> rides against <rides.members>.',
    'The price was <price>, more than the <price@2024-Q4> of the fourth quarter of 2024.',
    'Of <rides> rides, <rides.members> were by members.',
    'Of these, <rides.members> were by members.',
    'Members made <rides.members> rides, {{minus "rides.members" "rides.casual"}} more than the <rides.casual> of casual riders.',
    'Rides came to <rides>, <rides:growth> more than the <rides@2024-Q4> of the fourth quarter of 2024.',
    'Casual riders made <rides.casual> rides; more than <rides.members> were by members.',
    'Rides by members (<rides.members>) and casual rides (<rides.casual>) make <rides>.',
  ],
  de: [
    '<rides.members> + <rides.casual> = <rides>',
    'Mitglieder machten <rides.members> Fahrten, mehr als die <rides.casual> anderen.',
    'Von <rides> Fahrten <rides.members>',
  ],
  'zh-CN': ['<rides.members> + <rides.casual> = <rides>', '会员骑行<rides.members>次，多于散客的<rides.casual>次。'],
};

describe('figures that contradict what stands between them are reported', () => {
  test.each(eachOf(WRONG))('%s %s', (locale, text) => {
    expect(brokenBy(text, locale)).toContain('document/value-neighbour');
  });
});

describe('figures that may be so are not', () => {
  test.each(eachOf(HONEST))('%s %s', (locale, text) => {
    expect(brokenBy(text, locale)).not.toContain('document/value-neighbour');
  });
});
