import { expect, test } from 'vitest';
import { attemptFlags, firstAttempt, nextAttempt } from '../../src/browser/launch-attempt.ts';

const failed = { status: 1, errorOutput: '', hasLibraries: true };
const NO_SANDBOX = '[1:1:FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox! If you are running on Ubuntu';

test('the sandbox is used unless root starts the browser', () => {
  expect(attemptFlags(firstAttempt(1000), '/profile', false)).not.toContain('--no-sandbox');
  expect(attemptFlags(firstAttempt(undefined), '/profile', false)).not.toContain('--no-sandbox');
  expect(attemptFlags(firstAttempt(0), '/profile', true)).toContain('--no-sandbox');
});

test('missing libraries are taken from the package, once, if it has them', () => {
  const missing = { ...failed, status: 127 };
  const next = nextAttempt(firstAttempt(1000), missing);
  expect(next).toEqual({ sandbox: true, ownLibraries: true });
  expect(nextAttempt({ sandbox: true, ownLibraries: true }, missing)).toBeUndefined();
  expect(nextAttempt(firstAttempt(1000), { ...missing, hasLibraries: false })).toBeUndefined();
});

test('a refused sandbox is given up, once, also after the libraries', () => {
  const refused = { ...failed, errorOutput: NO_SANDBOX };
  expect(nextAttempt({ sandbox: true, ownLibraries: true }, refused)).toEqual({ sandbox: false, ownLibraries: true });
  expect(nextAttempt(firstAttempt(0), refused)).toBeUndefined();
});

test('nothing else is tried again', () => {
  expect(nextAttempt(firstAttempt(1000), { ...failed, errorOutput: 'cannot open display' })).toBeUndefined();
});
