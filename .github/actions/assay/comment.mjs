// Writes a Markdown file as the one comment of Assay on a pull request: node comment.mjs FILE PULL HEAD CHANGED. Several
// runs may do so at once, so the oldest comment wins, and a run whose commit is no longer the newest writes nothing. Where
// CHANGED, the briefs that read otherwise, is empty, a comment of an earlier commit is replaced, but none is begun.
import { lstat, readFile } from 'node:fs/promises';

const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository, TOKEN: token } = process.env;
const [file, pull, head, changed] = process.argv.slice(2);
const MARK = '<!-- assay: what this change does to the briefs -->';
const PAGE = 100;

const ofRepository = `/repos/${repository}`;

async function request(method, path, body) {
  return fetch(`${api}${path}`, {
    method,
    // where it leads on to another host, that one must not get the token
    redirect: 'error',
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'x-github-api-version': '2022-11-28',
    },
    body: body && JSON.stringify(body),
  });
}

async function call(method, path, body) {
  const response = await request(method, ofRepository + path, body);
  if (response.ok) return response.status === 204 ? undefined : response.json();
  throw new Error(`GitHub answers ${response.status} to ${method} ${path}: ${(await response.text()).slice(0, 200)}`);
}

/** Who writes. The token of a job may not ask. */
async function ownAccount() {
  const response = await request('GET', '/user');
  return response.ok ? (await response.json()).login : 'github-actions[bot]';
}

/** Our comments, oldest first. Only those of the account that writes them count: anybody can type the mark. */
async function ownComments(account) {
  const found = [];
  for (let page = 1; ; page += 1) {
    const comments = await call('GET', `/issues/${pull}/comments?per_page=${PAGE}&page=${page}`);
    found.push(...comments.filter(({ body, user }) => body?.startsWith(MARK) && user?.login === account));
    if (comments.length < PAGE) return found.sort((a, b) => a.id - b.id);
  }
}

async function writeComment() {
  // A link in what a fork made could lead to a file of this machine.
  if (!(await lstat(file)).isFile()) throw new Error(`${file} is no file`);
  const text = `${MARK}\n${await readFile(file, 'utf8')}`;
  const newest = await call('GET', `/pulls/${pull}`);
  if (newest.head.sha !== head) {
    console.log(`::notice::${head.slice(0, 7)} is no longer the newest commit, so no comment is written.`);
    return;
  }
  const account = await ownAccount();
  const [first] = await ownComments(account);
  if (first) {
    await call('PATCH', `/issues/comments/${first.id}`, { body: text });
    return;
  }
  if (changed === '') return;
  const created = await call('POST', `/issues/${pull}/comments`, { body: text });
  const [oldest] = await ownComments(account);
  if (!oldest || oldest.id === created.id) return;
  await call('PATCH', `/issues/comments/${oldest.id}`, { body: text });
  await call('DELETE', `/issues/comments/${created.id}`);
}

writeComment().catch((error) => {
  // a command ends with its line
  console.log(`::error::${error.message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}`);
  process.exitCode = 1;
});
