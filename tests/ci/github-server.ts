import { type Received, type Reply, startHost, type StubHost } from '../publish/stub-host.ts';

/** A comment as the server keeps it. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly login?: string;
}

/**
 * A server that stands in for GitHub: it speaks those calls of its API that comments need, on the pull request 7 of
 * ann/ferries. `newest` is its newest commit. Whoever writes is github-actions[bot], which may not ask who it is.
 */
export async function startGitHub(comments: Comment[], newest: () => string): Promise<StubHost> {
  return startHost(({ method, url, body }: Received): Reply => {
    const [, id] = /^\/repos\/ann\/ferries\/issues\/comments\/(\d+)$/.exec(url) ?? [];
    const at = comments.findIndex((comment) => comment.id === Number(id));
    const text = method === 'POST' || method === 'PATCH' ? (JSON.parse(body.toString()) as { body: string }).body : '';
    if (url === '/user') return { status: 403, body: { message: 'Resource not accessible by integration' } };
    if (url === '/repos/ann/ferries/pulls/7') return { body: { head: { sha: newest() } } };
    if (method === 'GET' && url.startsWith('/repos/ann/ferries/issues/7/comments?')) {
      const { searchParams } = new URL(url, 'http://localhost');
      const [size, page] = [Number(searchParams.get('per_page')), Number(searchParams.get('page'))];
      const shown = comments.slice((page - 1) * size, page * size);
      return {
        body: shown.map(({ id: number, body: said, login = 'github-actions[bot]' }) => ({
          id: number,
          body: said,
          user: { login },
        })),
      };
    }
    if (method === 'POST' && url === '/repos/ann/ferries/issues/7/comments') {
      const made = { id: 100 + comments.length, body: text };
      comments.push(made);
      return { status: 201, body: made };
    }
    if (at === -1) return { status: 404, body: { message: 'Not Found' } };
    if (method === 'PATCH') comments[at] = { id: Number(id), body: text };
    if (method === 'DELETE') comments.splice(at, 1);
    return method === 'DELETE' ? { status: 204 } : { body: { id: Number(id) } };
  });
}
