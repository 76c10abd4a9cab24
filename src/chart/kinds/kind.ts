import type { Place } from '../../core/diagnostics/source-file.ts';
import type { Edition } from '../../dataset/edition.ts';
import type { LocaleId } from '../../language/locales.ts';
import type { ChartRow, PlacedText } from '../chart-model.ts';
import type { Theme } from '../theme.ts';
import type { ChartKey } from './keys.ts';

/** What is asked for under `data` of a specification, with the places of the addresses. */
export interface AskedData {
  readonly addresses: readonly PlacedText[];
  /** The other keys of `data`. */
  readonly keys?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Places of those keys that come from a value of another key of the line. */
  readonly places?: Readonly<Record<string, Place>>;
}

/** A line in an edition, before its rows are known. */
export interface Asked {
  readonly edition: Edition;
  readonly words: ReadonlyMap<ChartKey, readonly PlacedText[]>;
  readonly report: (message: string, key: ChartKey, hint?: string) => undefined;
}

/** Something that keeps rows from being a good chart of a kind. */
export interface Misfit {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint: string;
  /** The key at which it is reported. */
  readonly key?: ChartKey;
}

/** What a kind draws with: rows, room and measured texts. */
export interface Stage {
  /** The rows of one of its data. */
  readonly rows: (slot: string) => readonly ChartRow[];
  /** CSS pixels of the whole picture. */
  readonly width: number;
  readonly height: number | undefined;
  /** The first word of a key. */
  readonly word: (key: ChartKey) => string | undefined;
  readonly words: (key: ChartKey) => readonly string[];
  /** How wide a text is set. */
  readonly measure: (text: string, weight?: 400 | 600) => number;
  /** Dimension → its members. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly theme: Theme;
  readonly locale: LocaleId;
  /** The form in which it is drawn: the first that leaves the marks room enough is taken. */
  readonly form: number;
}

/** A drawing as a specification, in which `data` names one of the data of its kind. */
export interface Sketch {
  readonly spec: Readonly<Record<string, unknown>>;
  /** What the subtitle says about it. */
  readonly notes?: readonly string[];
  /** Whether it has one height only. */
  readonly isFixed?: boolean;
}

/** A kind of chart: what it needs and refuses, and how it is drawn. */
export interface ChartKind {
  /** What it shows, for the gallery. */
  readonly shows: string;
  readonly serves: string;
  readonly refuses: string;
  /** A whole line. */
  readonly example: string;
  readonly needs: readonly ChartKey[];
  readonly takes: readonly ChartKey[];
  /** What to write in place of keys that it does not take. */
  readonly instead?: Readonly<Partial<Record<ChartKey, string>>>;
  /** Whether figures are joined, so that a gap is reported. */
  readonly isJoined: boolean;
  /** The least width in which it is drawn, in CSS pixels. */
  readonly leastWidth: number;
  /** What it asks of the dataset; undefined where that was reported. */
  readonly data: (asked: Asked) => Readonly<Record<string, AskedData>> | undefined;
  /** What is wrong with its rows. */
  readonly misfit: (
    rows: (slot: string) => readonly ChartRow[],
    word: (key: ChartKey) => string | undefined,
  ) => Misfit | undefined;
  /** How many forms it has. */
  readonly forms: number;
  readonly draw: (stage: Stage) => Sketch;
}
