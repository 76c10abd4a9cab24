import { type ConfluenceApi, complaintOf, type ConfluenceHost, type PageRecord, PROPERTY } from './confluence-api.ts';
import { jsonOf } from './http.ts';

/** A page as version 2 of the API answers it. */
interface CloudPage {
  readonly id: string;
  readonly title: string;
  readonly spaceId?: string;
  readonly version?: { readonly number: number };
  readonly body?: { readonly storage?: { readonly value: string } };
  readonly properties?: {
    readonly results?: readonly {
      readonly id: string;
      readonly key: string;
      readonly value?: PageRecord;
      readonly version?: { readonly number: number };
    }[];
  };
}

interface Listing {
  readonly results?: readonly CloudPage[];
  readonly _links?: { readonly next?: string };
}

const PAGES = 'api/v2/pages';
const MOST = '250';

/** Confluence Cloud: version 2 of the API, and version 1 for attachments and labels. `top` is the page above all. */
export async function openCloud(host: ConfluenceHost, top: string): Promise<ConfluenceApi> {
  const { spaceId = '' } = (await host.must({ method: 'GET', path: `${PAGES}/${top}` })) as CloudPage;
  return {
    async children(parent) {
      const found = new Map<string, string>();
      let cursor: string | undefined;
      do {
        const query = { limit: MOST, cursor };
        const listing = (await host.must({ method: 'GET', path: `${PAGES}/${parent}/children`, query })) as Listing;
        for (const { title, id } of listing.results ?? []) found.set(title, id);
        const { next } = listing._links ?? {};
        cursor =
          next === undefined ? undefined : (new URL(next, host.address.base).searchParams.get('cursor') ?? undefined);
      } while (cursor !== undefined);
      return found;
    },
    async find(title) {
      const query = { 'space-id': spaceId, title, status: 'current' };
      const { results = [] } = (await host.must({ method: 'GET', path: PAGES, query })) as Listing;
      return results[0]?.id;
    },
    async read(id) {
      const query = { 'body-format': 'storage', 'include-properties': 'true' };
      const page = (await host.must({ method: 'GET', path: `${PAGES}/${id}`, query })) as CloudPage;
      const property = page.properties?.results?.find(({ key }) => key === PROPERTY);
      return {
        id,
        title: page.title,
        version: page.version?.number ?? 1,
        body: page.body?.storage?.value ?? '',
        record: property?.value,
        property: property && { id: property.id, version: property.version?.number ?? 1 },
      };
    },
    async create(title, value, parentId) {
      const body = { spaceId, status: 'current', title, parentId, body: { representation: 'storage', value } };
      const answer = await host.send({ method: 'POST', path: PAGES, body });
      const created = answer.status < 300 ? (jsonOf(answer) as CloudPage | undefined) : undefined;
      return created ? { id: created.id } : { refused: complaintOf(answer) };
    },
    async update({ id, title, version }, value, message) {
      const next = { number: version + 1, message, minorEdit: true };
      const body = { id, status: 'current', title, body: { representation: 'storage', value }, version: next };
      return host.answerOf(await host.send({ method: 'PUT', path: `${PAGES}/${id}`, body }));
    },
    async keep({ id, property }, value) {
      const at = `${PAGES}/${id}/properties`;
      if (!property) await host.must({ method: 'POST', path: at, body: { key: PROPERTY, value } });
      else {
        const body = { key: PROPERTY, value, version: { number: property.version + 1 } };
        await host.must({ method: 'PUT', path: `${at}/${property.id}`, body });
      }
    },
    attach: (page, file) => host.sendFile('PUT', `rest/api/content/${page}/child/attachment`, file),
    async label(page, labels) {
      const body = labels.map((name) => ({ prefix: 'global', name }));
      await host.must({ method: 'POST', path: `rest/api/content/${page}/label`, body });
    },
    async remove(page) {
      await host.must({ method: 'DELETE', path: `${PAGES}/${page}` });
    },
  };
}
