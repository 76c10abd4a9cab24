import { codeFrame, type Diagnostic, locationOf } from '../core/diagnostics/diagnostic.ts';
import type { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import type { PlaceBook } from './place-book.ts';

/** What is wrong, as a page shows it: in the words of the terminal. */
export interface ShownProblem {
  readonly severity: 'error' | 'warning';
  /** `file:line:column`; empty where that is not known. */
  readonly location: string;
  /** Number of its place. */
  readonly place?: number;
  readonly message: string;
  readonly rule?: string;
  readonly frame: string;
  readonly hint?: string | undefined;
}

/** A mistake in data or templates. */
export function shownProblem(item: Diagnostic, book: PlaceBook): ShownProblem {
  const { severity, message, rule, hint, place } = item;
  const number = place ? { place: book.numberOf(place) } : {};
  return { severity, location: locationOf(item), ...number, message, rule, frame: codeFrame(item), hint };
}

/** Something outside data and templates. */
export function shownFailure({ message, remedies }: EnvironmentError): ShownProblem {
  return { severity: 'error', location: '', message, frame: '', hint: remedies.join('; ') || undefined };
}
