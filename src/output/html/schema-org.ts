import { textIn } from '../../dataset/localised.ts';
import type { Edition } from '../../dataset/edition.ts';
import { eventsIn } from '../../dataset/slice.ts';
import { datasetUntil } from '../../dataset/until.ts';
import { statementsIn } from '../../dataset/statements.ts';

/**
 * Metadata of the dataset for search engines, as JSON-LD in the vocabulary of schema.org, escaped for a `script`
 * element.
 */
export function datasetMetadata(edition: Edition, locale: string, description: string): string {
  const { dataset, slice, release, asOf } = edition;
  const publisher = { '@type': 'Organization', name: textIn(dataset.publisher, locale) };
  const content = {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    name: textIn(dataset.title, locale),
    description,
    inLanguage: locale,
    license: licenceAddress(dataset.licence),
    creator: publisher,
    publisher,
    datePublished: release.published,
    dateModified: asOf,
    isBasedOn: releaseEntry(release, locale),
    temporalCoverage: coverage(edition),
    isAccessibleForFree: true,
    distribution: [
      download('data/observations.csv', 'text/csv'),
      download('data/releases.csv', 'text/csv'),
      ...(eventsIn(datasetUntil(edition), slice).length > 0 ? [download('data/events.csv', 'text/csv')] : []),
      download('data/datapackage.json', 'application/json'),
      download('brief.json', 'application/json'),
    ],
  };
  return JSON.stringify(content, null, 1).replaceAll('<', String.raw`\u003c`);
}

/** The release, if its title or web address is known. */
function releaseEntry({ title, url, announced, published }: Edition['release'], locale: string): object | undefined {
  if (title === undefined && url === undefined) return undefined;
  return { '@type': 'CreativeWork', name: title && textIn(title, locale), url, datePublished: announced ?? published };
}

function download(contentUrl: string, encodingFormat: string): object {
  return { '@type': 'DataDownload', contentUrl, encodingFormat };
}

/** The address of a licence that is given by its SPDX identifier; another text as it is. */
function licenceAddress(licence: string): string {
  return /^[\w.+-]+$/.test(licence) ? `https://spdx.org/licenses/${licence}.html` : licence;
}

/** From the first to the last day of all observations that are known, as an ISO 8601 interval. */
function coverage({ dataset, slice, asOf }: Edition): string | undefined {
  const periods = [...dataset.releases.values()]
    .flatMap((release) => statementsIn({ release, slice, asOf }))
    .map(({ period }) => period);
  const first = periods.map(({ start }) => start).sort()[0];
  const last = periods
    .map(({ end }) => end)
    .sort()
    .at(-1);
  return first && last && `${first}/${last}`;
}
