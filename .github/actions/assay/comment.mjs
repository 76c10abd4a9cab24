// Writes a Markdown file as the one comment of Assay on a pull request: node comment.mjs FILE PULL HEAD. Several runs may
// do so at once, so the oldest comment wins, and a run whose commit is no longer the newest writes nothing.
import { readFile } from 'node:fs/promises';

const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository, TOKEN: token } = process.env;
const [file, pull, head] = process.argv.slice(2);
const MARK = '<!-- assay: what this change does to the briefs -->';
const PAGE = 100;

async function call(method, path, body) {
  const response = await fetch(`${api}/repos/${repository}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'x-github-api-version': '2022-11-28',
    },
    body: body && JSON.stringify(body),
  });
  if (response.ok) return response.status === 204 ? undefined : response.json();
  throw new Error(`GitHub answers ${response.status} to ${method} ${path}: ${(await response.text()).slice(0, 200)}`);
}

/** Our comments, oldest first. Only those of the account that writes them count: anybody can type the mark. */
async function ownComments(account) {
  const found = [];
  for (let page = 1; ; page += 1) {
    const comments = await call('GET', `/issues/${pull}/comments?per_page=${PAGE}&page=${page}`);
    found.push(...comments.filter(({ body, user }) => body.startsWith(MARK) && (!account || user.login === account)));
    if (comments.length < PAGE) return found.sort((a, b) => a.id - b.id);
  }
}

async function writeComment() {
  const text = `${MARK}\n${await readFile(file, 'utf8')}`;
  const newest = await call('GET', `/pulls/${pull}`);
  if (newest.head.sha !== head) {
    console.log(`::notice::${head.slice(0, 7)} is no longer the newest commit, so no comment is written.`);
    return;
  }
  const account = process.env.ACCOUNT ?? 'github-actions[bot]';
  const [first] = await ownComments(account);
  if (first) {
    await call('PATCH', `/issues/comments/${first.id}`, { body: text });
    return;
  }
  const created = await call('POST', `/issues/${pull}/comments`, { body: text });
  const [oldest] = await ownComments(account);
  if (!oldest || oldest.id === created.id) return;
  await call('PATCH', `/issues/comments/${oldest.id}`, { body: text });
  await call('DELETE', `/issues/comments/${created.id}`);
}

writeComment().catch((error) => {
  console.log(`::error::${error.message}`);
  process.exitCode = 1;
});
