import { shiftText } from '../../comparison/figure-shift.ts';
import { statementShift } from '../../comparison/statement-changes.ts';
import { isMistyped } from '../../dataset/changes.ts';
import { textIn } from '../../dataset/localised.ts';
import { evidenceOf, type Observation, quantityOf } from '../../dataset/model.ts';
import { observationValue } from '../../figure/printed-value.ts';
import { displayUnit } from '../../figure/scale.ts';
import { ARITHMETIC } from '../../dataset/release-schema.ts';
import { measureText } from '../../figure/measure-words.ts';
import type { Locale } from '../../language/locale.ts';
import { words } from '../../language/locales.ts';
import { isMaterial } from '../../template/notice-context.ts';
import type { NoticeFigure, NoticeText } from '../../template/scope.ts';
import type { EditionNotice } from '../notices.ts';
import { escaped } from './markdown-text.ts';
import type { AddressText } from '../../dataset/brands.ts';
import { releaseId } from '../../dataset/address.ts';

/** A figure of a notice as plain data. */
export interface NoticeEntry {
  readonly kind: NoticeFigure['kind'];
  readonly address: AddressText;
  /** In the language of the edition: `Passengers, fourth quarter of 2025`. */
  readonly subject: string;
  readonly before: string;
  readonly now: string;
  readonly printed_in: readonly string[];
  /** Publishers with the days of their releases, or `arithmetic`; none where the figure was mistyped. */
  readonly evidence: readonly string[];
  /** Whether the source printed it right all along. */
  readonly mistyped: boolean;
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
    evidence: supportOf(figure).map((id) => {
      const release = edition.dataset.releases.get(releaseId(id));
      return release ? textIn(release.source.publisher, locale) + terms.comma + terms.date(release.published) : id;
    }),
    mistyped: isMistyped(figure),
    reason: now.note ?? '',
    material,
    shift: shift ? shiftText(shift) : '',
  };
}

/** Ids of releases, or `arithmetic`, that say that a figure is right. */
function supportOf(figure: NoticeFigure): readonly string[] {
  const { now } = figure;
  if (isMistyped(figure)) return [];
  return now.correction ? evidenceOf(now.correction) : [now.release.id];
}

/** Notices as Markdown, each in the language of its edition. */
export function noticesMarkdown(notices: readonly EditionNotice[]): string {
  return notices.map(noticeMarkdown).join('\n');
}

function noticeMarkdown(found: EditionNotice): string {
  const { source } = found;
  const { brief, edition, member, material, date, printed, figures, texts } = noticeJson(found);
  const terms = words(source.locale);
  const said = terms.notice;
  const name = [brief, edition, ...(member === null ? [] : [member])].join('/');
  const title = textIn(source.brief.title, source.locale) + terms.open + name + terms.close;
  const previous = date === printed ? undefined : terms.date(printed);
  const lists = (['corrected', 'revised'] as const).flatMap((kind) => {
    const entries = figures.filter((figure) => figure.kind === kind);
    return entries.length === 0
      ? []
      : [`### ${said.heads[kind]}`, entries.map((one) => entryText(one, terms)).join('\n')];
  });
  const changed = texts.map((text) => textEntry(text, terms));
  return `${[
    `## ${escaped(said.title(title))}`,
    sentences([said.corrects(terms.date(date), previous), said.said[material ? 'changed' : 'stands']], terms),
    ...lists,
    ...(changed.length > 0 ? [`### ${said.heads.texts}`, changed.join('\n')] : []),
  ].join('\n\n')}\n`;
}

function entryText(entry: NoticeEntry, terms: Locale): string {
  const { subject, before, now, printed_in: places, evidence, mistyped, reason, material } = entry;
  const { notice: said, colon, separator } = terms;
  const facts = [
    escaped(said.inPlaceOf(now, before)),
    ...(places.length === 0 ? [] : [escaped(said.printedIn(places.join(separator)))]),
    escaped(
      mistyped
        ? said.mistyped
        : said.evidence(evidence.map((one) => (one === ARITHMETIC ? said.arithmetic : one)).join(separator)),
    ),
    ...(reason === '' ? [] : [escaped(said.reason(reason))]),
    ...(material ? [said.material] : []),
  ];
  return `- **${escaped(subject)}**${colon}${sentences(facts, terms)}`;
}

function textEntry(
  { what, section, before, now }: NoticeText,
  { notice: said, quotation, open, close, colon }: Locale,
): string {
  const shown = (text: string, other: string): string => (text === '' ? other : escaped(quotation(text)));
  const place = escaped(section + open + said.what[what] + close);
  return `- ${place}${colon}${shown(before, said.absent.before)} → ${shown(now, said.absent.now)}`;
}

function sentences(texts: readonly string[], { gapBefore }: Locale): string {
  return texts.reduce((before, text) => before + gapBefore(text) + text);
}
