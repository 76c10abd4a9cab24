import { type PagesOf, RELATIONS, RELEASE } from '../rule-page.ts';

const SHARE =
  'relations:\n  - { id: share, hardness: hard, owner: The editors, reason: shares are within it, holds: bikes.ready = possible }\n';

/** Rules on relations, and on what they say of the figures. */
export const ASSAY_PAGES: PagesOf<'assay'> = {
  'assay/syntax': {
    why: 'A relation that can be read in two ways would test something else than its author meant.',
    mend: 'Write it in the language of relations; the hint says what can stand there.',
    file: RELATIONS,
    wrong: 'holds: rides == rides.members + rides.casual',
    right: 'holds: rides = rides.members + rides.casual',
  },
  'assay/unknown-term': {
    why: 'A relation over a name that does not exist would never be tested.',
    mend: 'Correct the name, or declare the indicator or constant.',
    file: RELATIONS,
    wrong: 'holds: rides = rides.member + rides.casual',
    right: 'holds: rides = rides.members + rides.casual',
  },
  'assay/wrong-dimension': {
    why: 'A sum of rides and per cent is no number of anything: one of the names is wrong.',
    mend: 'Compare and add only what measures the same thing.',
    file: RELATIONS,
    wrong: 'holds: rides = rides.members + bikes.ready',
    right: 'holds: rides = rides.members + rides.casual',
  },
  'assay/tautology': {
    why: 'A relation whose sides are the same holds for every figure. It looks like a test and is none.',
    mend: 'Write the other side, or remove the relation.',
    file: RELATIONS,
    wrong: 'holds: rides.council = rides.council',
    right: 'holds: rides.council = rides',
  },
  'assay/bad-constant': {
    why: 'A constant that is neither a value nor a range in one unit bounds nothing.',
    mend: 'Write `is: 13%` or `in: [22%, 30%]`, the least first.',
    file: RELATIONS,
    instead: 'relations:\n',
    wrong: `constants:\n  possible: { in: [100%, 0%], owner: The editors, reason: shares are within it }\n${SHARE}`,
    right: `constants:\n  possible: { in: [0%, 100%], owner: The editors, reason: shares are within it }\n${SHARE}`,
  },
  'assay/duplicate-relation': {
    why: 'Exceptions, reports and proofs name a relation by its id. Two that say the same count twice for one reason.',
    mend: 'Give one another id, or remove it.',
    file: RELATIONS,
    wrong: '- id: members_and_casual\n    hardness: hard\n    reason: The town',
    right: '- id: two_counts\n    hardness: hard\n    reason: The town',
  },
  'assay/too-many': {
    why: 'Figures and relations are tested together, and the search for slips grows with their number.',
    mend: 'Write what is the same for many indicators once, with `sum()`, `*` or `for`; or split the dataset.',
    file: RELATIONS,
    instead: '  - id: members_ride_most\n',
    wrong: '  - { id: no_fewer, hardness: hard, holds: rides >= rides.members }\n',
    right: '  - { id: no_fewer, hardness: hard, holds: rides >= rides.members }\n  - id: members_ride_most\n',
    times: 1_001,
  },
  'assay/unowned-constant': {
    why: 'A number that somebody chose can be wrong too, and somebody must be asked.',
    mend: 'Add `owner`: who defines it, publishes it or set the range.',
    file: RELATIONS,
    instead: 'relations:\n',
    wrong: 'constants:\n  base_revision: { in: [0.97, 1.03] }\nrelations:\n',
    right: 'constants:\n  base_revision: { in: [0.97, 1.03], owner: The editors, reason: late counts }\nrelations:\n',
  },
  'assay/unowned-band': {
    why: 'An observed band is an opinion: whoever meets its warning must know whose it is, and why it is so wide.',
    mend: 'Add `owner` and `reason`.',
    file: RELATIONS,
    wrong: '    hardness: soft\n    reason: So it was in every quarter of 2024.',
    right: '    hardness: soft\n    owner: The editors\n    reason: So it was in every quarter of 2024.',
  },
  'assay/unused-constant': {
    why: 'A constant that no relation uses looks as if something were bounded by it.',
    mend: 'Use it in a relation, or remove it.',
    file: RELATIONS,
    wrong: 'constants:\n  possible: { in: [0%, 100%], owner: The editors, reason: shares are within it }\nrelations:\n',
    right: 'relations:\n',
  },
  'assay/never-evaluated': {
    why: 'A relation without figures tests nothing yet. Often its periods or names are not those of the figures.',
    mend: 'Correct it, or wait for the release that states the figures.',
    file: RELATIONS,
    wrong: '    periods: 2030..\n    holds: rides.members > rides.casual',
    right: '    holds: rides.members > rides.casual',
  },
  'assay/negative-base': {
    why: 'Per cent of a loss mean nothing: a loss that grew by half and one that shrank by half can have the same rate.',
    mend: 'State how much it changed, with `change`.',
    file: RELEASE,
    wrong: "  rides.council:\n    - { level: '-5', period: 2022 }\n    - { growth: 10%, period: 2023, base: 2022 }",
    right: "  rides.council:\n    - { level: '-5', period: 2022 }\n    - { change: '10', period: 2023, base: 2022 }",
  },
  'assay/always-contradicted': {
    why: 'A relation that no figures meet says nothing of the figures: it is wrong itself.',
    mend: 'Correct the relation or its constants.',
    file: RELATIONS,
    wrong: 'holds: rides.members > rides.casual and bikes < 0',
    right: 'holds: rides.members > rides.casual',
  },
  'assay/contradiction': {
    why: 'Figures that cannot all be right were published together: one of them is a slip, or the relation is wrong.',
    mend: 'Compare the figure that the message names with its source. If the print is wrong, keep it and add `corrected` with evidence; if both are right, add an exception with its reason.',
    file: RELEASE,
    wrong: "{ level: '21,150', at: text/1 }",
    right: "{ level: '211,500', at: text/1 }",
  },
  'assay/beyond-limits': {
    why: 'What a definition rules out is a slip, whatever other figures say: often a power of ten, a lost decimal point or a sign.',
    mend: 'Compare the figure with its source. If the print is wrong, keep it and add `corrected` with evidence.',
    file: RELEASE,
    instead: '  bikes.ready:',
    wrong: '    - { growth: -470%, period: 2024-12-31, base: 2023-12-31, at: text/5 }\n  bikes.ready:',
    right: '    - { growth: -4.7%, period: 2024-12-31, base: 2023-12-31, at: text/5 }\n  bikes.ready:',
  },
  'assay/proposed': {
    why: 'A search found this rule in nearly all periods: where it does not hold, a figure is a slip, or the rule only seems so. No figure is called wrong for it until a person has accepted it.',
    mend: 'Compare the figures that the message names with their source. Correct the slip, then accept the rule with `assay relations accept ID`, or reject it.',
    file: RELATIONS,
    instead: '  - id: members_ride_most\n',
    wrong:
      "  - { id: alike, hardness: hard, proposed: { holds: '3', of: '4' }, holds: rides.members = rides.casual }\n  - id: members_ride_most\n",
    right:
      '  - { id: alike, hardness: hard, proposed: rejected, holds: rides.members = rides.casual }\n  - id: members_ride_most\n',
  },
  'assay/soft-contradiction': {
    why: 'A figure lies outside an observed band, or differs from another release by more than rounding. It may be right.',
    mend: 'Compare it with its source. If it is right, widen the band, set `base_revision`, or add an exception with its reason.',
    file: RELATIONS,
    wrong: 'holds: rides.members > 3 * rides.casual',
    right: 'holds: rides.members > rides.casual',
  },
  'assay/beyond-revision': {
    why: 'Offices revise figures, but seldom by so much, or a slip of the pen explains the difference exactly. Within one release nothing is revised: months or quarters add up to their year, but for rounding.',
    mend: 'Compare both releases with their sources and correct the one that is wrong. If the figure was revised, say so with `base_revision` or an exception.',
    file: RELEASE,
    instead: "{ level: '1,450', period: 2025-12-31, at: text/3 }",
    wrong:
      "{ level: '14,500', period: 2025-12-31, at: text/3 }\n    - { growth: 5.1%, period: 2025-12-31, base: 2024-12-31, at: text/3 }",
    right:
      "{ level: '1,450', period: 2025-12-31, at: text/3 }\n    - { growth: 5.1%, period: 2025-12-31, base: 2024-12-31, at: text/3 }",
  },
  'assay/false-claim': {
    why: 'A release that says it revised nothing, or only upwards, can be held to its word.',
    mend: 'Compare with both releases, and correct the claim or the figure.',
    file: RELEASE,
    instead: '  bikes.ready:',
    wrong:
      "    - { level: '1,520', period: 2024-12-31, at: text/5 }\n    - { claim: unchanged, period: 2024-12-31, since: operator-2024, at: text/5 }\n  bikes.ready:",
    right:
      "    - { level: '1,520', period: 2024-12-31, at: text/5 }\n    - { claim: rises, period: 2024-12-31, since: operator-2024, at: text/5 }\n  bikes.ready:",
  },
  'assay/texts-differ': {
    why: 'Two texts of one release, such as a table and its summary, must print the same figure.',
    mend: 'Compare both with the source; correct the one that the other figures contradict.',
    file: RELEASE,
    wrong: '    - { level: 93.6%, at: text/4, in: text }\n    - { level: 96.3%, at: table/2, in: table }',
    right: '    - { level: 93.6%, at: text/4, in: text }\n    - { level: 93.6%, at: table/2, in: table }',
  },
  'assay/idle-exception': {
    why: 'An exception that no longer applies would hide the next contradiction at its place.',
    mend: 'Remove it, or correct its relation and period.',
    file: RELATIONS,
    wrong: 'at: 2025-Q4',
    right: 'at: 2025-Q3',
  },
  'assay/uncalled-correction': {
    why: 'A figure that nothing contradicts is printed as wrong. The correction itself may be the slip.',
    mend: 'Remove it, or cite the release that states another figure.',
    file: RELEASE,
    wrong: "{ level: '1,450', corrected: '1,540', evidence: arithmetic, period: 2025-12-31, at: text/3 }",
    right: "{ level: '1,450', period: 2025-12-31, at: text/3 }",
  },
  'assay/undecided-correction': {
    why: 'If another slip explains the contradiction as well, arithmetic does not tell which figure is wrong.',
    mend: 'Look at the source again, or cite a release that states the right figure.',
    file: 'data/city-bikes/releases/operator-2023.yaml',
    wrong:
      "release: { id: operator-2023, source: operator, published: 2024-01-23, period: 2023 }\nobservations:\n  rides.members: [{ level: '801,234' }]\n  rides.casual: [{ level: '254,321', corrected: '264,321', evidence: arithmetic }]\n  rides: [{ level: '1,065,555' }]\n",
    right:
      "release: { id: operator-2023, source: operator, published: 2024-01-23, period: 2023 }\nobservations:\n  rides.members: [{ level: '801,234' }]\n  rides.casual: [{ level: '264,321' }]\n  rides: [{ level: '1,065,555' }]\n",
  },
  'assay/correction-contradicts': {
    why: 'A correction that contradicts what its print did not is more likely the slip.',
    mend: 'Compare both with the source; `assay explain` shows every test of the figure.',
    file: RELEASE,
    wrong: "{ level: '211,500', at: text/1, corrected: '201,500', evidence: arithmetic }",
    right: "{ level: '211,500', at: text/1 }",
  },
};
