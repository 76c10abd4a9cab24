// Makes a site of the HTML briefs in out/, with a page that lists all editions, the newest first:
// node pages.mjs OUT SITE. Who publishes a site of their own adds what this writes to it.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [out = 'out', site = 'site'] = process.argv.slice(2);

/** The folders of editions below a folder, as paths with `/`. */
function editionFolders(folder = '') {
  const entries = readdirSync(path.join(out, folder), { withFileTypes: true });
  if (entries.some(({ name }) => name === 'brief.html')) return [folder];
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  return folders.flatMap(({ name }) => editionFolders(folder === '' ? name : `${folder}/${name}`));
}

function describe(folder) {
  const { title, brief, edition, locale, as_of } = JSON.parse(
    readFileSync(path.join(out, folder, 'brief.json'), 'utf8'),
  );
  const pdfs = readdirSync(path.join(out, folder)).filter((name) => name.endsWith('.pdf'));
  return { folder, title, brief, edition, locale, asOf: as_of, pdfs: pdfs.sort() };
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text) => String(text).replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign]);
const compare = (a, b) => (a < b ? -1 : Number(a > b));

function link(folder, file, text, attributes = '') {
  return `<a href="${escaped(encodeURI(`${folder}/${file}`))}"${attributes}>${escaped(text)}</a>`;
}

function row({ folder, title, edition, locale, asOf, pdfs }) {
  const facts = [
    escaped(edition),
    escaped(locale),
    `data as of ${escaped(asOf)}`,
    ...pdfs.map((pdf) => link(folder, pdf, pdf)),
  ];
  const lang = ` lang="${escaped(locale)}"`;
  return `<li>${link(folder, 'brief.html', title, lang)}<br><small>${facts.join(' · ')}</small></li>`;
}

function page(editions) {
  const briefs = [...new Set(editions.map(({ brief }) => brief))].sort(compare);
  const sections = briefs.map((brief) => {
    const rows = editions.filter((edition) => edition.brief === brief).map(row);
    return `<h2>${escaped(brief)}</h2>\n<ul>\n${rows.join('\n')}\n</ul>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Briefs</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
ul { padding-left: 1.2rem; }
li { margin-bottom: 0.6rem; }
</style>
<h1>Briefs</h1>
${sections.join('\n')}
</html>
`;
}

const editions = (existsSync(out) ? editionFolders() : []).map(describe);
if (editions.length === 0) {
  console.error(`${out} holds no brief.html: build first`);
  process.exit(1);
}
editions.sort((a, b) => compare(b.asOf, a.asOf) || compare(b.edition, a.edition) || compare(a.folder, b.folder));
mkdirSync(site, { recursive: true });
for (const { folder } of editions) cpSync(path.join(out, folder), path.join(site, folder), { recursive: true });
writeFileSync(path.join(site, 'index.html'), page(editions));
