// Prints a page with jsreport, installed in the current folder: Handlebars, then Chromium.
// `node jsreport.cjs PAGE.html OUT.pdf LAUNCH_OPTIONS`.
const { readFileSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');

const [source, target, launchOptions] = process.argv.slice(2);
const jsreport = createRequire(`${process.cwd()}/`)('jsreport')({
  rootDirectory: process.cwd(),
  loadConfig: false,
  store: { provider: 'memory' },
  blobStorage: { provider: 'memory' },
  logger: { silent: true },
  extensions: {
    express: { enabled: false },
    studio: { enabled: false },
    'chrome-pdf': { launchOptions: JSON.parse(launchOptions) },
  },
});

async function print() {
  await jsreport.init();
  const chrome = { printBackground: true, preferCSSPageSize: true };
  const template = { content: readFileSync(source, 'utf8'), engine: 'handlebars', recipe: 'chrome-pdf', chrome };
  const { content } = await jsreport.render({ template });
  writeFileSync(target, content);
  await jsreport.close();
  process.exit();
}

void print();
