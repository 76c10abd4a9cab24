// Writes a Markdown file as the one note of Assay on a merge request of GitLab: node gitlab-note.mjs FILE CHANGED. Several
// pipelines may do so at once, so the oldest note wins, and one whose commit is no longer the newest writes nothing. Where
// CHANGED, the briefs that read otherwise, is empty, a note of an earlier commit is replaced, but none is begun.
import { readFile } from 'node:fs/promises';

const { CI_API_V4_URL: api, CI_PROJECT_ID: project, CI_MERGE_REQUEST_IID: number, ASSAY_TOKEN: token } = process.env;
// A pipeline of merged results runs on a commit of its own.
const head = process.env.CI_MERGE_REQUEST_SOURCE_BRANCH_SHA || process.env.CI_COMMIT_SHA;
const [file, changed] = process.argv.slice(2);
const MARK = '<!-- assay: what this change does to the briefs -->';
const PAGE = 100;
const request = `/projects/${project}/merge_requests/${number}`;

async function call(method, route, body) {
  const headers = { 'private-token': token, 'content-type': 'application/json' };
  // Where it leads on to another host, that one must not get the token.
  const asked = { method, headers, body: body && JSON.stringify(body), redirect: 'error' };
  const response = await fetch(api + route, asked);
  if (!response.ok)
    throw new Error(
      `GitLab answers ${response.status} to ${method} ${route}: ${(await response.text()).slice(0, 200)}`,
    );
  return response.status === 204 ? undefined : response.json();
}

/** Our notes, oldest first. Only those of the account that writes them count: anybody can type the mark. */
async function ownNotes(account) {
  const found = [];
  for (let page = 1; ; page += 1) {
    const notes = await call('GET', `${request}/notes?sort=asc&order_by=created_at&per_page=${PAGE}&page=${page}`);
    found.push(...notes.filter(({ body, author }) => body.startsWith(MARK) && author.id === account));
    if (notes.length < PAGE) return found.sort((a, b) => a.id - b.id);
  }
}

async function writeNote() {
  const body = `${MARK}\n${await readFile(file, 'utf8')}`;
  const { sha } = await call('GET', request);
  if (sha !== head) {
    console.log(`${head.slice(0, 7)} is no longer the newest commit, so no note is written.`);
    return;
  }
  const { id: account } = await call('GET', '/user');
  const [first] = await ownNotes(account);
  if (first) {
    await call('PUT', `${request}/notes/${first.id}`, { body });
    return;
  }
  if (changed === '') return;
  const created = await call('POST', `${request}/notes`, { body });
  const [oldest] = await ownNotes(account);
  if (!oldest || oldest.id === created.id) return;
  await call('PUT', `${request}/notes/${oldest.id}`, { body });
  await call('DELETE', `${request}/notes/${created.id}`);
}

writeNote().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
