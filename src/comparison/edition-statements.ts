import { type Changes, isMistyped, type Rebased, type Restated } from '../dataset/changes.ts';
import { evidenceOf, type Observation } from '../dataset/model.ts';
import {
  type Nature,
  type StatementChange,
  statementNames,
  statementShift,
  statementText,
} from './statement-changes.ts';

/** The changes between two editions as changes of statements: corrections first, then what sources revised. */
export function editionStatements(changes: Changes): StatementChange[] {
  const { corrected, misprinted, revised, replaced, rebased, added, available, dropped } = changes;
  return [
    ...corrected.map((item) => restatedChange(item, 'correction', evidenceText(item))),
    ...revised.map((item) => restatedChange(item, 'revision', `${item.before.release.id} stated otherwise`)),
    ...replaced.map((item) => restatedChange(item, 'revision', `taken from ${item.now.release.source.id} now`)),
    ...rebased.map(rebasedChange),
    ...misprinted.map((item) => loneChange(item.now, 'new', evidenceText(item))),
    ...added.map((stated) => loneChange(stated, 'new', 'the release before states nothing like it')),
    ...available.map((stated) => loneChange(stated, 'new', `stated by ${stated.release.id} since`)),
    ...dropped.map((stated) => loneChange(stated, 'gone', 'this release states nothing like it')),
  ];
}

/** A level that was printed, and is now known by the level and the growth of a later period. */
function rebasedChange({ before, level, growth }: Rebased): StatementChange {
  const why = `${level.address} and ${growth.address} now imply another figure`;
  const text = statementText(before);
  return { ...statementNames(before), nature: 'revision', why, before: text, after: undefined, shift: undefined };
}

function evidenceText(item: Restated): string {
  const { correction } = item.now;
  if (isMistyped(item)) return 'it was mistyped in the data';
  return correction ? `evidence: ${evidenceOf(correction).join(', ')}` : 'a release states what is right';
}

function restatedChange({ before, now }: Restated, nature: Nature, why: string): StatementChange {
  const texts = { before: statementText(before), after: statementText(now) };
  return { ...statementNames(now), nature, why, ...texts, shift: statementShift(before, now) };
}

function loneChange(stated: Observation, nature: 'new' | 'gone', why: string): StatementChange {
  const [before, after] = nature === 'gone' ? [statementText(stated), undefined] : [undefined, statementText(stated)];
  return { ...statementNames(stated), nature, why, before, after, shift: undefined };
}
