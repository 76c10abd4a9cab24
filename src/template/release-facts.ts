import { textIn } from '../dataset/localised.ts';
import type { Release } from '../dataset/model.ts';
import { type LocaleId, words } from '../language/locales.ts';
import type { Scope } from './scope.ts';

/** When a release was published and its figures first announced, and its title; an empty text for what is not known. */
export function factsOf(release: Release, { locale }: Scope) {
  const { date } = words(locale);
  const { published, announced } = release;
  return {
    released: date(published),
    announced: announced === undefined ? '' : date(announced),
    ...titleOf(release, locale),
  };
}

/** The title of a release and where it was read, for a link; an empty text for what is not known. */
export function titleOf({ title, url }: Release, locale: LocaleId) {
  return { release_title: title ? textIn(title, locale) : '', url: url === undefined ? '' : { link: url } };
}
