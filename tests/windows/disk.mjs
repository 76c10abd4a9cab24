/** The disk of Windows over a folder: paths with a drive and `\`, names in any case, and none that Windows cannot have. */
import fs from 'node:fs';
import path from 'node:path';

const DRIVE = process.env.ASSAY_DRIVE ?? '';
const PROGRAM = path.resolve(import.meta.dirname, '../..');
const IMPOSSIBLE = /[<>:"|?*]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** The real path of one that Windows would know; of what is named with another name than it has, the one that it has. */
function real(named) {
  if (typeof named !== 'string') return named;
  const [, letter, rest] = /^([a-z]):[\\/](.*)$/is.exec(named) ?? [];
  // What the program found of itself.
  if (letter === undefined && /^[\\/]/.test(named)) return named.replaceAll('\\', '/');
  if (letter === undefined) throw refusal('ENOENT', `a path without a drive: ${named}`);
  // It resolves its own folder, too, to one of the current drive.
  const own = `/${rest.replaceAll('\\', '/')}`;
  if (own === PROGRAM || own.startsWith(`${PROGRAM}/`)) return own;
  if (letter.toUpperCase() !== 'C') throw refusal('ENOENT', named);
  let at = DRIVE;
  for (const name of rest.split(/[\\/]/).filter((part) => part !== '')) {
    if (IMPOSSIBLE.test(name)) throw refusal('EINVAL', `Windows has no such name: ${named}`);
    const there = fs.existsSync(at) && fs.statSync(at).isDirectory() ? fs.readdirSync(at) : [];
    at = path.join(at, there.find((entry) => entry.toLowerCase() === name.toLowerCase()) ?? name);
  }
  return at;
}

const onDrive = (absolute) =>
  absolute === DRIVE || absolute.startsWith(`${DRIVE}/`)
    ? `C:\\${path.relative(DRIVE, absolute).replaceAll('/', '\\')}`
    : absolute;

const refusal = (code, message) => Object.assign(new Error(`${code}: ${message}`), { code, errno: -1 });

/** Functions that take two paths. */
const TWO = new Set(['renameSync', 'rename', 'copyFileSync']);

/** How often a file that is moved is held by another program, and from when on it is not. */
let held = Number(process.env.ASSAY_HELD ?? 0);

function over(name, operation) {
  const result = (...given) => {
    if (name === 'renameSync' && held > 0) {
      held -= 1;
      throw refusal('EBUSY', 'resource busy or locked');
    }
    const parameters = given.map((one, index) => (index === 0 || (index === 1 && TWO.has(name)) ? real(one) : one));
    const done = operation(...parameters);
    return name.startsWith('realpath') || name.startsWith('mkdtemp')
      ? done instanceof Promise
        ? done.then(onDrive)
        : onDrive(done)
      : done;
  };
  if (name === 'realpathSync') result.native = (given) => onDrive(fs.realpathSync.native(real(given)));
  return result;
}

const OF_HANDLES = /^(?:close|fstat|read|write)Sync$/;
const wrapped = (module) =>
  Object.fromEntries(
    Object.entries(module).map(([name, value]) => [
      name,
      typeof value === 'function' && /^[a-z]/.test(name) && !OF_HANDLES.test(name) ? over(name, value) : value,
    ]),
  );

const existsSync = (named) => {
  try {
    return fs.existsSync(real(named));
  } catch {
    return false;
  }
};
const disk = { ...wrapped(fs), existsSync };
export const {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  createReadStream,
  createWriteStream,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} = disk;
export { existsSync };
export const promises = wrapped(fs.promises);
export default { ...disk, promises };
