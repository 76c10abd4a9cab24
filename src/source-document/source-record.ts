import * as z from 'zod';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Place, SourceFile } from '../core/diagnostics/source-file.ts';
import { formatKey } from '../core/files/format.ts';
import { checkShape, type Part } from '../core/files/shape.ts';
import { readYaml } from '../core/files/yaml-file.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { date, pattern, text, webAddress } from '../dataset/dataset-schema.ts';
import { NUMERAL_KINDS, type NumeralKind } from './source-document.ts';

/** How much of a source the repository holds. */
export const KEEPS = ['text', 'excerpts', 'hash'] as const;

const COUNT = /^(?:0|[1-9]\d{0,5})$/;

/** The shape of the record of a stored source, `sources/ID.yaml` next to `sources/ID.txt`. */
export const sourceRecordSchema = z
  .strictObject({
    format: formatKey,
    sha256: pattern(/^[0-9a-f]{64}$/, 'is 64 hexadecimal digits', 'SHA-256 of the file as it was read').optional(),
    url: webAddress('Web address from which it was retrieved').optional(),
    retrieved: date('Day on which it was retrieved').optional(),
    licence: text('Licence of the text, which says whether it may be kept').optional(),
    keep: z
      .enum(KEEPS)
      .describe('What the repository keeps of it: the text, excerpts of a few words, or only the hash; default: text')
      .optional(),
    language: text('Language of the text; default: that of its source').optional(),
    decimal: z.enum(['.', ',']).describe('Sign before decimals; default: that of the language').optional(),
    sections: z
      .record(text('Name of a section'), text('Words with which its first paragraph begins'))
      .describe('Sections by name, in order; text before the first belongs to the page')
      .optional(),
    converted: text('Program that converted it, and the SHA-256 of the original').optional(),
    ignore: z
      .partialRecord(z.enum(NUMERAL_KINDS), pattern(COUNT, 'is a whole number, as in 20', 'How many'))
      .describe('Numerals that are not figures: how many of each kind no statement uses')
      .optional(),
    not_taken: z
      .array(
        z.strictObject({
          at: text('Place in the source, as in records').optional(),
          numeral: text('The numeral as it is printed; or count instead').optional(),
          count: pattern(
            COUNT,
            'is a whole number, as in 20',
            'How many figures at that place no statement uses',
          ).optional(),
          reason: text('Why no statement uses it'),
        }),
      )
      .describe('Figures that no statement uses, each with its reason')
      .optional(),
    excerpts: z
      .array(text('At most twelve words: output/2: refined copper … increase of 10.4%'))
      .describe('With keep: excerpts, the words around each numeral that its test needs')
      .optional(),
  })
  .meta({ title: 'Assay source', description: 'Where the text of a release came from, and what is kept of it' });

/** A record as it was read; all of it may be absent. */
export interface SourceRecord {
  readonly path: string;
  readonly sha256?: string | undefined;
  readonly url?: string | undefined;
  readonly retrieved?: string | undefined;
  readonly licence?: string | undefined;
  readonly keep: (typeof KEEPS)[number];
  readonly language?: string | undefined;
  readonly decimal?: '.' | ',' | undefined;
  readonly sections: ReadonlyMap<string, string>;
  /** How many numerals of each kind are not taken; undefined if the record does not say. */
  readonly ignore?: ReadonlyMap<NumeralKind, number> | undefined;
  readonly notTaken: readonly NotTaken[];
  readonly excerpts: readonly { readonly text: string; readonly place: Place }[];
  /** The place of a key. */
  readonly placeOf: (key: 'sha256' | 'ignore' | 'not_taken' | 'language') => Place | string;
}

export interface NotTaken {
  readonly at?: string | undefined;
  /** The numeral as it is printed; without it all that are left at the place, which are so many. */
  readonly numeral?: string | undefined;
  readonly count?: number | undefined;
  readonly reason: string;
  readonly place: Place;
}

/** The path of the record of a stored file: its name with another end, or its whole name where two files share that. */
export async function recordPath(workspace: Workspace, file: string): Promise<string> {
  const own = `${file}.yaml`;
  return (await workspace.exists(own)) ? own : file.replace(/\.[^./]+$/, '.yaml');
}

/** Reads the record of a stored file; one without a record is kept whole. Undefined with a report of what is wrong in it. */
export async function readSourceRecord(
  workspace: Workspace,
  file: string,
  diagnostics: Diagnostics,
): Promise<SourceRecord | undefined> {
  const path = await recordPath(workspace, file);
  if (!(await workspace.exists(path)))
    return { path, keep: 'text', sections: new Map(), notTaken: [], excerpts: [], placeOf: () => file };
  const source = await workspace.readText(path, diagnostics);
  return source && parseSourceRecord(source, diagnostics);
}

/** Reads the text of a record. Undefined with a report of what is wrong in it. */
export async function parseSourceRecord(
  source: SourceFile,
  diagnostics: Diagnostics,
): Promise<SourceRecord | undefined> {
  const own = new Diagnostics();
  const data = await readYaml(source, own);
  const record = data && checkShape(data, sourceRecordSchema, own);
  diagnostics.include(own);
  if (!record?.value || own.failed) return undefined;
  const {
    keep = 'text',
    sections = {},
    ignore,
    not_taken: _,
    excerpts: __,
    format: ___,
    converted: ____,
    ...facts
  } = record.value;
  return {
    ...facts,
    path: source.path,
    keep,
    sections: new Map(Object.entries(sections)),
    ignore: ignore && new Map(Object.entries(ignore).map(([kind, count]) => [kind as NumeralKind, Number(count)])),
    notTaken: listed(record.get('not_taken')).flatMap(([, part]) =>
      part.value ? [{ ...part.value, count: countOf(part.value.count), place: part.place() }] : [],
    ),
    excerpts: listed(record.get('excerpts')).flatMap(([, part]) =>
      part.value === undefined ? [] : [{ text: part.value, place: part.place() }],
    ),
    placeOf: (key) => record.get(key).place(),
  };
}

function countOf(written: string | undefined): number | undefined {
  return written === undefined ? undefined : Number(written);
}

function listed<T>(part: Part<T[]>): readonly (readonly [number, Part<T>])[] {
  return part.entries() ?? [];
}
