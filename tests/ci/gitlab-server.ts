import { type Received, type Reply, startHost, type StubHost } from '../publish/stub-host.ts';

/** A note as the server keeps it; 5 is the account of the token. */
export interface Note {
  readonly id: number;
  readonly body: string;
  readonly author: number;
}

/**
 * A server that stands in for GitLab: it speaks those calls of its API that notes need, on the merge request 3 of the
 * project 12. `newest` is its newest commit.
 */
export async function startGitLab(notes: Note[], newest: () => string): Promise<StubHost> {
  const request = '/projects/12/merge_requests/3';
  return startHost(({ method, url, body }: Received): Reply => {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    if (method === 'GET' && pathname === '/user') return { body: { id: 5 } };
    if (method === 'GET' && pathname === request) return { body: { sha: newest() } };
    if (method === 'GET' && pathname === `${request}/notes`) {
      const [size, page] = [Number(searchParams.get('per_page')), Number(searchParams.get('page'))];
      const shown = notes.slice((page - 1) * size, page * size);
      return { body: shown.map(({ id, body: said, author }) => ({ id, body: said, author: { id: author } })) };
    }
    const said = body.length > 0 ? (JSON.parse(body.toString()) as { body: string }).body : '';
    if (method === 'POST' && pathname === `${request}/notes`) {
      const made = { id: 100 + notes.length, body: said, author: 5 };
      notes.push(made);
      return { status: 201, body: { id: made.id } };
    }
    const at = notes.findIndex(({ id }) => pathname === `${request}/notes/${id}`);
    const note = notes[at];
    if (!note || note.author !== 5) return { status: 404, body: { message: '404 Not found' } };
    if (method === 'PUT') notes[at] = { id: note.id, author: note.author, body: said };
    if (method === 'DELETE') notes.splice(at, 1);
    return method === 'DELETE' ? { status: 204 } : { body: { id: note.id } };
  });
}
