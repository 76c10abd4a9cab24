import { type Diagnostic, Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { listDatasets, loadReadable } from '../dataset/dataset-folder.ts';
import type { Observation } from '../dataset/model.ts';
import { type ClaimFound, claimsIn } from '../witness/claims.ts';
import { blocksAt, placeText } from '../witness/locator.ts';
import type { SourceReading } from '../witness/match.ts';
import { witnessDataset, type Witnessed } from '../witness/witness.ts';
import { releaseId } from '../dataset/address.ts';

/** A release that names its source, in a list. */
export interface ListedSource {
  readonly release: string;
  readonly dataset: string;
  readonly source: string;
}

/** A source next to the statements that were typed from it. */
export interface SourceView extends ListedSource, Pick<Witnessed, 'statements' | 'read'> {
  readonly blocks: readonly ViewedBlock[];
  /** Statements that were not found, and that name no place where they would be. */
  readonly missing: readonly ViewedStatement[];
  readonly problems: readonly Diagnostic[];
}

/** A paragraph or cell. */
export interface ViewedBlock {
  /** As `at` names it; `page` where it is not part of the release. */
  readonly at: string;
  readonly isFurniture: boolean;
  /** Its text in pieces, the numerals among them. */
  readonly pieces: readonly (string | ViewedNumeral)[];
  /** Statements in words. */
  readonly claims: readonly ViewedStatement[];
  /** Statements that say that they stand here, and do not. */
  readonly missing: readonly ViewedStatement[];
}

/** A numeral: taken by a statement, of a kind that is not a figure, left out with a reason, or unread. */
export interface ViewedNumeral {
  readonly text: string;
  readonly is: 'taken' | 'other' | 'left out' | 'unread';
  /** What it is if it is not a figure, or why it is left out. */
  readonly why?: string | undefined;
  readonly statement?: ViewedStatement | undefined;
}

/** A statement as it is typed. */
export interface ViewedStatement {
  readonly address: string;
  readonly typed: string;
  readonly place: Place;
}

/** The releases that name a source, of all datasets that can be read. */
export async function listSources(workspace: Workspace): Promise<readonly ListedSource[]> {
  const listed: ListedSource[] = [];
  for (const name of await listDatasets(workspace)) {
    const { dataset } = await loadReadable(workspace, name, new Diagnostics());
    for (const { id, sourceFile } of dataset?.releases.values() ?? [])
      if (sourceFile) listed.push({ release: id, dataset: name, source: sourceFile.path });
  }
  return listed;
}

/**
 * Reads the source of a release again and shows it with its statements, as `assay check` does: the file where it is there, or a
 * copy, else what is kept of it. Undefined where no release of that id names one.
 */
export async function viewSource(
  workspace: Workspace,
  id: string,
  copies: Workspace | undefined,
): Promise<SourceView | undefined> {
  for (const name of await listDatasets(workspace)) {
    const { dataset } = await loadReadable(workspace, name, new Diagnostics());
    const sourceFile = dataset?.releases.get(releaseId(id))?.sourceFile;
    if (!dataset || !sourceFile) continue;
    const diagnostics = new Diagnostics();
    const [witnessed] = await witnessDataset(workspace, dataset, { copies, alone: id }, diagnostics);
    if (!witnessed) continue;
    const { statements, read, reading } = witnessed;
    return {
      release: id,
      dataset: name,
      source: sourceFile.path,
      statements,
      read,
      ...(reading ? viewOf(reading) : { blocks: [], missing: [] }),
      problems: diagnostics.all,
    };
  }
  return undefined;
}

type Block = SourceReading['document']['blocks'][number];
type Numeral = Block['numerals'][number];

function viewOf(reading: SourceReading): Pick<SourceView, 'blocks' | 'missing'> {
  const { document, matched } = reading;
  const claims = claimsIn(reading);
  const worded = new Set(claims.flatMap(({ statement, block }) => (block ? [statement] : [])));
  const missing = matched.statements.filter((one) => !matched.found.has(one) && !worded.has(one));
  const placed = new Map<Observation, Block>();
  for (const one of missing) {
    const place = matched.placeOf(one);
    const [block, ...others] = typeof place === 'object' ? place : [];
    if (block && others.length === 0) placed.set(one, block);
  }
  const view = numeralViewer(reading, claims);
  const blocks = document.blocks.map((block): ViewedBlock => ({
    at: block.isFurniture ? 'page' : placeText(block),
    isFurniture: block.isFurniture,
    pieces: piecesOf(block, view),
    claims: claims.flatMap((one) => (one.block === block ? [viewedStatement(one.statement)] : [])),
    missing: missing.filter((one) => placed.get(one) === block).map(viewedStatement),
  }));
  return { blocks, missing: missing.filter((one) => !placed.has(one)).map(viewedStatement) };
}

type NumeralViewer = (block: Block, numeral: Numeral, text: string) => ViewedNumeral;

function piecesOf(block: Block, view: NumeralViewer): ViewedBlock['pieces'] {
  const pieces: (string | ViewedNumeral)[] = [];
  let end = 0;
  for (const numeral of block.numerals) {
    const from = Math.max(end, numeral.from);
    if (from > end) pieces.push(block.text.slice(end, from));
    end = Math.max(from, numeral.to);
    pieces.push(view(block, numeral, block.text.slice(from, end)));
  }
  return end < block.text.length ? [...pieces, block.text.slice(end)] : pieces;
}

/** Says what takes a numeral, or what else it is. */
function numeralViewer({ document, matched, record }: SourceReading, claims: readonly ClaimFound[]): NumeralViewer {
  const taken = new Map([...matched.takenBy].map(([{ numeral }, statement]) => [numeral, statement]));
  for (const [{ block, numeral }, statement] of matched.takenBy) {
    const first = numeral.rangeFrom === undefined ? undefined : block.numerals[numeral.rangeFrom];
    if (first) taken.set(first, statement);
  }
  const quoted = claims.filter(({ statement }) => statement.words !== undefined);
  const leftOut = record.notTaken.map(({ at, numeral, reason }) => {
    return { numeral, reason, blocks: at === undefined ? document.blocks : (blocksAt(document, at) ?? []) };
  });
  return (block, numeral, text) => {
    const words = quoted.find((one) => one.block === block && one.words?.includes(numeral.text));
    const statement = taken.get(numeral) ?? words?.statement;
    if (statement) return { text, is: 'taken', statement: viewedStatement(statement) };
    if (numeral.kind) return { text, is: 'other', why: numeral.kind };
    const written = new Set([numeral.text, text.trim()]);
    const left = leftOut.find(
      (one) => one.blocks.includes(block) && (one.numeral === undefined || written.has(one.numeral)),
    );
    return left ? { text, is: 'left out', why: left.reason } : { text, is: 'unread' };
  };
}

function viewedStatement({ address, printed, words, claim, place }: Observation): ViewedStatement {
  return { address, typed: words ?? printed?.text ?? claim?.kind ?? '', place };
}
