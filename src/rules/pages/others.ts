import type { PagesOf } from '../rule-page.ts';

const RECORD = '{ "assay": "0.1.0", "index": 1, "of": 1, "all": "a", "count": 0, "editions": [] }\n';

function recordOf(index: number, of: number, all = 'a'): string {
  return `{ "assay": "0.1.0", "index": ${index}, "of": ${of}, "all": "${all}", "count": 0, "editions": [] }\n`;
}

/** Rules on exports, on builds in shards, on comparing, and on starting a project. */
export const OTHER_PAGES: PagesOf<'export' | 'shard' | 'diff' | 'start'> = {
  'export/other-file': {
    why: 'A file of yours, such as the table that an import reads, must not be lost.',
    mend: 'Name another file with `-o`, or move the one that is there.',
    wrong: 'assay export city-bikes --format csv -o ./rides.csv',
    right: 'assay export city-bikes --format csv -o ./statements.csv',
    also: { 'rides.csv': 'Rides,2024,2025\nMembers,899,959\n' },
  },
  'shard/none': {
    why: 'A folder without the record of a shard is usually the wrong one, or its download failed.',
    mend: 'Name the folder that holds the `out/` of a build with `--shard`.',
    wrong: 'mkdir shards\nassay merge ./shards',
    right: 'assay merge ./first',
    also: { 'first/out/shard-1-of-1.json': RECORD },
  },
  'shard/damaged': {
    why: 'An output that is not what data and templates give must not be published, whatever hash stands beside it.',
    mend: 'Print the shard again, and keep the whole of its `out/`.',
    file: 'first/out/shard-1-of-1.json',
    wrong: '{}\n',
    right: RECORD,
    run: 'assay merge ./first',
  },
  'shard/different': {
    why: 'Briefs that were printed from different data or by different programs do not belong together.',
    mend: 'Print all shards from one commit, with the same program, and merge them in a checkout of it.',
    file: 'second/out/shard-2-of-2.json',
    wrong: recordOf(2, 2, 'b'),
    right: recordOf(2, 2),
    also: { 'first/out/shard-1-of-2.json': recordOf(1, 2) },
    run: 'assay merge ./first ./second',
  },
  'shard/missing': {
    why: 'Without one of the shards some briefs would be missing, and look as if they had been removed.',
    mend: 'Print the one that the message names.',
    wrong: 'assay merge ./first',
    right: 'assay merge ./first ./second',
    also: { 'first/out/shard-1-of-2.json': recordOf(1, 2), 'second/out/shard-2-of-2.json': recordOf(2, 2) },
  },
  'shard/double': {
    why: 'Of two prints of one shard one is older.',
    mend: 'Merge one of them.',
    wrong: 'assay merge ./first ./again ./second',
    right: 'assay merge ./first ./second',
    also: {
      'first/out/shard-1-of-2.json': recordOf(1, 2),
      'again/out/shard-1-of-2.json': recordOf(1, 2),
      'second/out/shard-2-of-2.json': recordOf(2, 2),
    },
  },
  'diff/unknown-state': {
    why: 'A name that means nothing cannot be compared.',
    mend: 'Name a revision of Git, a folder (`./other`) or an edition (`edition:2025-q4`).',
    wrong: 'assay diff ./other',
    right: 'assay diff .',
  },
  'diff/ambiguous-state': {
    why: 'A name can be that of a branch, a folder and an edition at once.',
    mend: 'Write it in the form that the hint names.',
    wrong: 'assay diff 2025-q4',
    right: 'assay diff refs/tags/2025-q4',
    setup:
      'git init --quiet\ngit add .\ngit -c user.name=Ann -c user.email=ann@example.org commit --quiet --message Start\ngit tag 2025-q4',
  },
  'start/exists': {
    why: 'Nothing is overwritten. Only what an earlier run of the same began and was cut off in is completed.',
    mend: 'Name another folder, or move what is there.',
    wrong: 'assay init . --yes',
    right: 'assay init ./new --yes',
  },
  'start/unknown-language': {
    why: 'The example and its words exist in some languages only.',
    mend: 'Take one of those that the hint names; texts of your own may be in another language.',
    wrong: 'assay init ./new --language fr --yes',
    right: 'assay init ./new --language de --yes',
    needs: 'library',
  },
  'start/no-table': {
    why: 'Without names of rows, periods and figures nothing can be proposed.',
    mend: 'Give a table whose head names periods, or begin with the example.',
    wrong: 'assay init ./new --from ./table.csv --yes',
    right: 'assay init ./new --from ./rides.csv --yes',
    also: {
      'table.csv': 'Members,Casual\nmany,few\n',
      'rides.csv': 'Rides,2024,2025\nMembers,899,959\nCasual,309,332\n',
    },
  },
};
