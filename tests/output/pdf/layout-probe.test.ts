import { deflateSync, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserSession, openBrowser } from '../../../src/browser/browser.ts';
import { EnvironmentError } from '../../../src/core/diagnostics/environment-error.ts';
import { printTagged } from '../../../src/output/pdf/page-print.ts';
import { conformPdf, layoutProblem, PROBE, requireKnownLayout } from '../../../src/output/pdf/print.ts';
import { saying } from '../../messages.ts';

let browser: BrowserSession;
let probe: Buffer;
beforeAll(async () => {
  browser = openBrowser({ environment: process.env });
  probe = Buffer.from(
    await browser.use(async ({ page }) => {
      await page.setContent(PROBE);
      return printTagged(page);
    }),
  );
});
afterAll(() => browser.close());

/** The probe with a text of its syntax replaced by another of the same length. */
function replaced(text: string, other: string): Buffer {
  expect(other).toHaveLength(text.length);
  expect(probe.includes(text), text).toBe(true);
  return Buffer.from(probe.toString('latin1').replaceAll(text, other), 'latin1');
}

/** The probe with content streams whose operators all stand on one line. */
function onOneLine(): Buffer {
  const changed = Buffer.from(probe);
  for (const { index } of probe.toString('latin1').matchAll(/(?<=>> stream\n)/g)) {
    const end = probe.indexOf('\nendstream', index);
    const content = inflateSync(probe.subarray(index, end)).toString('latin1');
    if (!content.includes(' BDC\n')) continue;
    const stream = deflateSync(Buffer.from(content.replaceAll('\n', ' '), 'latin1'), { level: 9 });
    expect(stream.length).toBeLessThanOrEqual(end - index);
    changed.fill(0, index, end);
    stream.copy(changed, index);
  }
  expect(changed.equals(probe)).toBe(false);
  return changed;
}

test('the layout of the packaged browser is known', async () => {
  expect(layoutProblem(probe)).toBeUndefined();
  await requireKnownLayout(browser);
});

test('a PDF in another layout is reported by what cannot be found in it', () => {
  const words = { links: [], headings: [], text: '' };
  const asStreams = conformPdf(probe, { words, date: new Date(0), attachments: [] });
  expect(layoutProblem(asStreams)).toBe('the PDF has no plain cross-reference table');
  expect(layoutProblem(replaced('\n/Pg ', ' /Pg '))).toBe('its two pages cannot be found');
  expect(layoutProblem(replaced(' /XYZ ', '\n/XYZ '))).toBe('the place of a heading cannot be found');
  expect(layoutProblem(replaced('/S /Link', '/S\n/Span'))).toBe('its structure cannot be found');
  expect(layoutProblem(onOneLine())).toBe('the content of its structure cannot be found');
});

test('a browser with an unknown layout is named, with its version and path and what to do', async () => {
  const { found, version } = await browser.running;
  const other = openBrowser({
    environment: { ...process.env, ASSAY_BROWSER: found.executable, LD_LIBRARY_PATH: found.libraries },
  });
  const failure = await requireKnownLayout(other, PROBE.replaceAll('h2', 'h3')).catch((error: unknown) => error);
  await other.close();
  expect(failure).toBeInstanceOf(EnvironmentError);
  const { message, remedies } = failure as EnvironmentError;
  expect(message).toEqual(saying(`… ${version.replace('/', ' ')} (${found.executable}) …`));
  expect(remedies.join('\n')).toContain('unset ASSAY_BROWSER');
});

test('any other browser is checked', async () => {
  const { found } = await browser.running;
  const other = openBrowser({
    environment: { ...process.env, ASSAY_BROWSER: found.executable, LD_LIBRARY_PATH: found.libraries },
  });
  await requireKnownLayout(other).finally(() => other.close());
});
