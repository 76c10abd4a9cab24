// Attaches the PDF files in out/ to one release of a repository on GitHub, which is made if it is not there:
// node release.mjs OUT TAG COMMIT. A file that the release has already is left; one of another content is uploaded under
// another name first, so that there is a whole one at each time.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository, TOKEN: token } = process.env;
const [out, tag, commit] = process.argv.slice(2);
const PAGE = 100;
const NEW = 'new-';

async function request(method, url, body, type = 'application/json') {
  return fetch(url, {
    method,
    // where it leads on to another host, that one must not get the token
    redirect: 'error',
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'content-type': type,
      'x-github-api-version': '2022-11-28',
    },
    body,
  });
}

async function answerOf(response, what) {
  if (response.ok) return response.status === 204 ? undefined : response.json();
  throw new Error(`GitHub answers ${response.status} to ${what}: ${(await response.text()).slice(0, 200)}`);
}

async function call(method, route, body) {
  const response = await request(method, `${api}/repos/${repository}${route}`, body && JSON.stringify(body));
  return answerOf(response, `${method} ${route}`);
}

async function releaseOf() {
  const found = await request('GET', `${api}/repos/${repository}/releases/tags/${encodeURIComponent(tag)}`);
  if (found.status !== 404) return answerOf(found, `GET /releases/tags/${tag}`);
  return call('POST', '/releases', { tag_name: tag, target_commitish: commit, name: 'Briefs' });
}

async function assetsOf({ id }) {
  const assets = [];
  for (let page = 1; ; page += 1) {
    const some = await call('GET', `/releases/${id}/assets?per_page=${PAGE}&page=${page}`);
    assets.push(...some);
    if (some.length < PAGE) return assets;
  }
}

async function upload({ upload_url: template }, name, content) {
  const address = `${template.replace(/\{.*\}$/, '')}?name=${encodeURIComponent(name)}`;
  return answerOf(await request('POST', address, content, 'application/pdf'), `the upload of ${name}`);
}

/** `harbour-ferries-2025-q4-en.pdf` of `harbour-ferries/2025-q4/en/brief.pdf`. */
function nameOf(file) {
  const { dir, base } = path.parse(file);
  return dir.split(path.sep).join('-') + base.replace(/^brief/, '');
}

async function attach(release, assets, file) {
  const [name, content] = [nameOf(file), readFileSync(path.join(out, file))];
  const before = assets.find((asset) => asset.name === name);
  if (before?.digest === `sha256:${createHash('sha256').update(content).digest('hex')}`) return;
  // An upload that was stopped leaves its name.
  const stopped = assets.find((asset) => asset.name === NEW + name);
  if (stopped) await call('DELETE', `/releases/assets/${stopped.id}`);
  const { id } = await upload(release, before ? NEW + name : name, content);
  if (before) {
    await call('DELETE', `/releases/assets/${before.id}`);
    await call('PATCH', `/releases/assets/${id}`, { name });
  }
  console.log(`attached ${name}`);
}

async function attachAll() {
  const files = readdirSync(out, { recursive: true }).filter((file) => file.endsWith('.pdf'));
  if (files.length === 0) throw new Error(`${out} holds no PDF: build first`);
  const release = await releaseOf();
  const assets = await assetsOf(release);
  for (const file of files.toSorted((a, b) => (a < b ? -1 : Number(a > b)))) await attach(release, assets, file);
}

attachAll().catch((error) => {
  console.log(`::error::${error.message}`);
  process.exitCode = 1;
});
