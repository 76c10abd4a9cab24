import { shiftText } from '../../comparison/figure-shift.ts';
import { statementShift } from '../../comparison/statement-changes.ts';
import { textIn } from '../../dataset/localised.ts';
import { evidenceOf, type Observation, quantityOf } from '../../dataset/model.ts';
import { observationValue } from '../../figure/printed-value.ts';
import { displayUnit } from '../../figure/scale.ts';
import { measureText } from '../../figure/measure-words.ts';
import { words } from '../../locale/locales.ts';
import { isMaterial } from '../../template/notice-context.ts';
import type { NoticeFigure } from '../../template/scope.ts';
import type { EditionNotice } from '../notices.ts';
import { escaped } from './markdown-text.ts';

/** A figure of a notice as plain data. */
export interface NoticeEntry {
  readonly kind: NoticeFigure['kind'];
  readonly address: string;
  /** In the language of the edition: `Passengers, fourth quarter of 2025`. */
  readonly subject: string;
  readonly before: string;
  readonly now: string;
  readonly printed_in: readonly string[];
  /** Titles of releases with their days, or `arithmetic`. */
  readonly evidence: readonly string[];
  readonly reason: string;
  readonly material: boolean;
  readonly shift: string;
}

/** A notice as plain data. */
export function noticeJson({ source, notice }: EditionNotice) {
  const { head, edition, locale } = source;
  const { earlier, figures, texts } = notice;
  return {
    brief: head.brief,
    edition: head.edition,
    locale,
    member: head.member ?? null,
    corrects: earlier.id,
    printed: earlier.edition.asOf,
    date: edition.asOf,
    material: isMaterial(notice),
    figures: figures.map((figure) => entryOf(figure, source)),
    texts: [...texts],
  };
}

function entryOf(figure: NoticeFigure, { locale, edition }: EditionNotice['source']): NoticeEntry {
  const { kind, before, now, printedIn, isMaterial: material } = figure;
  const terms = words(locale);
  const quantity = quantityOf(now);
  const unit = quantity && displayUnit(quantity.decimal, quantity.unit, locale);
  const print = (stated: Observation): string => observationValue(stated, { locale, unit })?.text ?? '';
  const measure = now.measure === 'level' ? [] : [measureText(now, quantity?.unit ?? now.indicator.unit, locale)];
  const shift = statementShift(before, now);
  return {
    kind,
    address: now.address,
    subject: [textIn(now.indicator.label, locale), ...measure, terms.period(now.period)].join(terms.comma),
    before: print(before),
    now: print(now),
    printed_in: printedIn,
    evidence: (now.correction ? evidenceOf(now.correction) : [now.release.id]).map((id) => {
      const release = edition.dataset.releases.get(id);
      return release ? `${textIn(release.source.publisher, locale)}, ${terms.date(release.published)}` : id;
    }),
    reason: now.note ?? '',
    material,
    shift: shift ? shiftText(shift) : '',
  };
}

/** Notices as Markdown in English, with the names of figures in the language of the edition. */
export function noticesMarkdown(notices: readonly EditionNotice[]): string {
  return notices.map(noticeMarkdown).join('\n');
}

function noticeMarkdown(found: EditionNotice): string {
  const { brief, edition, member, material, date, printed, figures, texts } = noticeJson(found);
  const title = textIn(found.source.brief.title, found.source.locale);
  const { date: dateText } = words('en');
  const name = [brief, edition, ...(member === null ? [] : [member])].join('/');
  const dates = date === printed ? '' : ` It corrects the print of ${dateText(printed)}.`;
  const weight = material
    ? 'The correction is material: the earlier print said something else.'
    : 'The correction is not material: only figures change, and what the text says stands.';
  const lists = [
    ['Corrected', figures.filter(({ kind }) => kind === 'corrected')],
    ['Revised by the source', figures.filter(({ kind }) => kind === 'revised')],
  ] as const;
  const sections = lists.flatMap(([head, entries]) =>
    entries.length === 0 ? [] : [`### ${head}`, entries.map(entryText).join('\n')],
  );
  const changed = texts.map(
    ({ what, section, before, now }) =>
      `- ${escaped(section)} (${what}): ${before === '' ? 'new' : `“${escaped(before)}”`} → ${now === '' ? 'removed' : `“${escaped(now)}”`}`,
  );
  return `${[
    `## Correction: ${escaped(title)} (${escaped(name)})`,
    `${dateText(date)}.${dates} ${weight}`,
    ...sections,
    ...(changed.length > 0 ? ['### What reads otherwise', changed.join('\n')] : []),
  ].join('\n\n')}\n`;
}

function entryText({ subject, before, now, printed_in, evidence, reason, material, shift }: NoticeEntry): string {
  const places = printed_in.map(escaped).join('; ');
  const facts = [
    `**${escaped(subject)}**: ${escaped(now)}, not ${escaped(before)}${shift === '' ? '' : ` (${escaped(shift)})`}.`,
    ...(places === '' ? [] : [`Printed in: ${places}.`]),
    `Evidence: ${evidence.map(escaped).join('; ')}.`,
    ...(reason === '' ? [] : [`Reason: ${escaped(reason)}`]),
    ...(material ? ['Material.'] : []),
  ];
  return `- ${facts.join(' ')}`;
}
