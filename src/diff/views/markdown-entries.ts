import type { DatasetChanges } from '../../comparison/dataset-changes.ts';
import type { StatementChange } from '../../comparison/statement-changes.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import type { CausedChange, EditionDifference } from '../difference.ts';
import {
  findingText,
  hintText,
  lineText,
  type Piece,
  problemPlace,
  rulePieces,
  statementPieces,
  statementText,
  whyText,
} from './data-words.ts';
import { causeText, chartTexts, editionText, placeText, weightText } from './edition-words.ts';
import type { FirstRule } from './first-things.ts';
import { markedTexts } from './marked-change.ts';
import { code, escapedForHost as escaped } from './markdown-text.ts';

/** How many things of a kind are not listed; empty for none. */
export function moreEntry(count: number, what: string): string {
  return count > 0 ? `- and ${count} ${what}\n` : '';
}

/** A changed rule with the tests that it now contradicts. */
export function firstRuleEntry({ rule, verdicts }: FirstRule): string {
  const [first, ...others] = verdicts;
  const rest = others.length === 0 ? '' : `, and ${others.length} more`;
  return `${ruleEntry(rule)}  > now contradicted: ${escaped(`${first?.relation} at ${first?.at}`)}${rest}\n`;
}

/** A mistake or finding, with the statements that cause it and the advice. */
export function problemEntry(
  lead: string,
  problem: Diagnostic,
  hint: string | undefined,
  statements: readonly string[] = [],
): string {
  const place = problemPlace(problem);
  const texts = [
    ...statements,
    escaped(findingText(problem)),
    ...(hint === undefined ? [] : [escaped(hintText(hint))]),
  ];
  return `- ${lead}${place === '' ? '' : ` (${code(place)})`}\n${quoted(texts)}`;
}

/** Paragraphs of a quotation in an entry. */
function quoted(texts: readonly string[]): string {
  return texts.map((text) => `  > ${text}\n`).join('  >\n');
}

/** A change of an edition, which is named where the entry does not stand under it. */
export function changeEntry(change: CausedChange, edition: EditionDifference, isNamed = false): string {
  const of = isNamed ? `${escaped(editionText(edition))}, ` : '';
  const cause = causeText(change, edition);
  const why = cause === '' ? '' : `; ${cause}`;
  const lead = `- **${weightText(change, edition)}**, ${of}${escaped(placeText(change))}${why}${placeCode(change.place)}`;
  const texts =
    change.part === 'chart' && change.change === 'changed' ? chartTexts(change).map(escaped) : [marked(change)];
  return `${lead}\n${quoted(texts)}`;
}

function marked(change: CausedChange): string {
  return markedTexts(change)
    .map(({ text, mark }) => (mark === 'same' ? escaped(text) : emphasised(text, mark === 'old' ? 'del' : 'ins')))
    .join('');
}

/** Words in an element, which needs no space around it as marks of Markdown do. */
function emphasised(text: string, element: 'del' | 'ins'): string {
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  return words === '' ? text : `${before}<${element}>${escaped(words)}</${element}>${after}`;
}

/** A changed relation, constant, band or exception. */
export function ruleEntry(rule: DatasetChanges['rules'][number]): string {
  return `- **${rule.kind}** ${code(rule.name)}: ${written(rulePieces(rule))}${placeCode(rule.place)}\n`;
}

/** `**slip**, a@2025 in release: 398,700 → 389,700`. */
export function statementLead(statement: StatementChange): string {
  return `**${statement.nature}**, ${written(statementPieces(statement))}: ${escaped(statementText(statement))}`;
}

/** A changed statement, with why it is called what it is and the advice. */
export function statementEntry(statement: StatementChange, advice?: string): string {
  const texts = [escaped(whyText(statement)), ...(advice === undefined ? [] : [escaped(hintText(advice))])];
  return `- ${statementLead(statement)}${placeCode(statement.place)}\n${quoted(texts)}`;
}

/** Pieces of a text as Markdown. */
export function written(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? escaped(piece) : code(piece.code))).join('');
}

function placeCode(place: Place | undefined): string {
  return place ? ` (${code(lineText(place))})` : '';
}
