import { isMistyped } from '../dataset/changes.ts';
import { countedValue } from '../figure/printed-value.ts';
import { words } from '../language/locales.ts';
import { type ChangedItem, headOf, restatedItem } from './changes-context.ts';
import { evidenceOf } from './evidence-items.ts';
import type { Notice, NoticeFigure, NoticeText, Scope } from './scope.ts';

/**
 * `notice` in a template: what this print of the edition corrects in the print before; an empty text, so that `#with` is
 * left out, if it corrects nothing.
 */
export function noticeName(scope: Scope) {
  const notice = scope.notice?.();
  if (!notice) return '';
  const { earlier, figures, texts } = notice;
  const of = (kind: NoticeFigure['kind']) => figures.filter((figure) => figure.kind === kind);
  const [corrected, revised] = [of('corrected'), of('revised')];
  const count = (name: string, { length }: readonly unknown[]) => countedValue(`notice.counts.${name}`, length, scope);
  return {
    previous: headOf(earlier, scope),
    date: words(scope.locale).date(scope.edition.asOf),
    material: isMaterial(notice),
    corrected: corrected.map((figure) => noticeItem(figure, scope)),
    revised: revised.map((figure) => noticeItem(figure, scope)),
    texts: texts.map(textItem),
    counts: {
      corrected: count('corrected', corrected),
      revised: count('revised', revised),
      texts: count('texts', texts),
    },
  };
}

/** Whether what a print says, and not only a figure in it, is another one. */
export function isMaterial({ texts }: Notice): boolean {
  return texts.length > 0;
}

/** A figure of a notice: as in `changes`, and where it was printed, why it is another, and what decided. */
export interface NoticeItem extends ChangedItem {
  readonly material: boolean;
  readonly printed_in: string;
  readonly reason: string;
  /** Empty where the figure was mistyped. */
  readonly evidence: ReturnType<typeof evidenceOf>;
  readonly mistyped: boolean;
}

function noticeItem(figure: NoticeFigure, scope: Scope): NoticeItem {
  const { now, printedIn, isMaterial: material } = figure;
  return {
    ...restatedItem(figure, scope),
    material,
    printed_in: words(scope.locale).list(printedIn),
    reason: now.note ?? '',
    evidence: evidenceOf(now, scope),
    mistyped: isMistyped(figure),
  };
}

function textItem({ what, section, before, now }: NoticeText) {
  return {
    section,
    old: before,
    new: now,
    direction: what === 'direction',
    rank: what === 'rank',
    assertion: what === 'assertion',
    headline: what === 'headline',
  };
}
