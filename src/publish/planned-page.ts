import type { RegionMark, RegionRequest } from '../embedding/region-words.ts';
import type { PageFigure, PageFile } from './printed-edition.ts';

/** A page as it is to stand in a wiki. */
export interface PlannedPage {
  /** As the wiki lists it. */
  readonly title: string;
  /** Its file, where pages are files: from the root of the wiki. */
  readonly path: string;
  /** What its region asks for. */
  readonly request: RegionRequest;
  /** Whose it is. */
  readonly mark: RegionMark;
  /** What stands in its region. */
  readonly text: string;
  /** A hash over the text and the files: what decides whether anything changed. */
  readonly inputs: string;
  /** With names as the wiki has them. */
  readonly files: readonly PageFile[];
  /** The figures that it prints, in order; none in a list of editions. */
  readonly figures: readonly PageFigure[];
  /** The line that names its edition; empty in a list of editions. */
  readonly edition: string;
  /** The page that it stands below, if that is one of ours. */
  readonly above: PlannedPage | undefined;
}

/** What the edition of a list of editions is called in its marker. */
export const ALL_EDITIONS = 'all';
