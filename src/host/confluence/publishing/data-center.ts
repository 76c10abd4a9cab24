import { type ConfluenceApi, complaintOf, type ConfluenceHost, type PageRecord, PROPERTY } from './api.ts';
import { jsonOf } from '../../../publish/http.ts';

/** A page or attachment as version 1 of the API answers it. */
interface Content {
  readonly id: string;
  readonly title: string;
  readonly space?: { readonly key: string };
  readonly version?: { readonly number: number };
  readonly body?: { readonly storage?: { readonly value: string } };
  readonly metadata?: {
    readonly properties?: {
      readonly assay?: {
        readonly id?: string;
        readonly value?: PageRecord;
        readonly version?: { readonly number: number };
      };
    };
  };
}

interface Listing {
  readonly results?: readonly Content[];
  readonly size?: number;
}

const CONTENT = 'rest/api/content';
const MOST = 100;

/** Confluence Data Center: version 1 of the API. `top` is the page above all. */
export async function openDataCenter(host: ConfluenceHost, top: string): Promise<ConfluenceApi> {
  const above = (await host.must({ method: 'GET', path: `${CONTENT}/${top}`, query: { expand: 'space' } })) as Content;
  const space = above.space?.key ?? '';
  return {
    async children(parent) {
      const found = new Map<string, string>();
      for (let start = 0; ; start += MOST) {
        const query = { limit: String(MOST), start: String(start) };
        const path = `${CONTENT}/${parent}/child/page`;
        const { results = [] } = (await host.must({ method: 'GET', path, query })) as Listing;
        for (const { title, id } of results) found.set(title, id);
        if (results.length < MOST) return found;
      }
    },
    async find(title) {
      const query = { type: 'page', spaceKey: space, title };
      const { results = [] } = (await host.must({ method: 'GET', path: CONTENT, query })) as Listing;
      return results[0]?.id;
    },
    async read(id) {
      const query = { expand: `body.storage,version,metadata.properties.${PROPERTY}` };
      const page = (await host.must({ method: 'GET', path: `${CONTENT}/${id}`, query })) as Content;
      const property = page.metadata?.properties?.assay;
      return {
        id,
        title: page.title,
        version: page.version?.number ?? 1,
        body: page.body?.storage?.value ?? '',
        record: property?.value,
        property: property && { id: property.id ?? PROPERTY, version: property.version?.number ?? 1 },
      };
    },
    async create(title, value, parent) {
      const body = {
        type: 'page',
        title,
        space: { key: space },
        ancestors: [{ id: parent }],
        body: { storage: { representation: 'storage', value } },
      };
      const answer = await host.send({ method: 'POST', path: CONTENT, body });
      const created = answer.status < 300 ? (jsonOf(answer) as Content | undefined) : undefined;
      return created ? { id: created.id } : { refused: complaintOf(answer) };
    },
    async update({ id, title, version }, value, message) {
      const next = { number: version + 1, message, minorEdit: true };
      const body = { id, type: 'page', title, body: { storage: { representation: 'storage', value } }, version: next };
      return host.answerOf(await host.send({ method: 'PUT', path: `${CONTENT}/${id}`, body }));
    },
    async keep({ id, property }, value) {
      const at = `${CONTENT}/${id}/property`;
      if (!property) await host.must({ method: 'POST', path: at, body: { key: PROPERTY, value } });
      else {
        const body = { key: PROPERTY, value, version: { number: property.version + 1, minorEdit: true } };
        await host.must({ method: 'PUT', path: `${at}/${PROPERTY}`, body });
      }
    },
    async attach(page, file) {
      const path = `${CONTENT}/${page}/child/attachment`;
      const { results = [] } = (await host.must({ method: 'GET', path, query: { filename: file.name } })) as Listing;
      const [before] = results;
      return host.sendFile('POST', before ? `${path}/${before.id}/data` : path, file);
    },
    async label(page, labels) {
      const body = labels.map((name) => ({ prefix: 'global', name }));
      await host.must({ method: 'POST', path: `${CONTENT}/${page}/label`, body });
    },
    async remove(page) {
      await host.must({ method: 'DELETE', path: `${CONTENT}/${page}` });
    },
  };
}
