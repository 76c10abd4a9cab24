import { expect, test } from 'vitest';
import { attemptFlags, attemptNotes, firstAttempt, nextAttempt } from '../../src/browser/launch-attempt.ts';

const failed = { status: 1, errorOutput: '', hasLibraries: true };
const NO_SANDBOX = '[1:1:FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox! If you are running on Ubuntu';

test('the sandbox is used unless root starts the browser', () => {
  expect(attemptFlags(firstAttempt(1000), '/profile', false)).not.toContain('--no-sandbox');
  expect(attemptFlags(firstAttempt(undefined), '/profile', false)).not.toContain('--no-sandbox');
  expect(attemptFlags(firstAttempt(0), '/profile', true)).toContain('--no-sandbox');
});

test('going without it is said, with the reason', () => {
  expect(attemptNotes({ sandbox: true, ownLibraries: true }, 1000)).toEqual([]);
  expect(attemptNotes({ sandbox: false, ownLibraries: false }, 0)).toEqual([
    'the browser runs without its sandbox: it was started by root',
  ]);
  expect(attemptNotes({ sandbox: false, ownLibraries: false }, 1000)).toEqual([
    'the browser runs without its sandbox: this system forbids it',
  ]);
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
