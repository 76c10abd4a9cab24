/** Modules that look for the program itself, its packages and its browser, which are where Node found them. */
const OWN =
  /\/src\/(?:core\/machine\/(?:installed-package|thread|compiled-bundle|program-identity)|pipeline\/version|brief\/fonts|browser\/[^/]+|output\/style\/sheets|readback\/pdfium)\.ts/;

const SHIMS = { 'node:path': './path.mjs', 'node:fs': './disk.mjs' };

/** @type {import('node:module').ResolveHook} */
export function resolve(specifier, context, next) {
  const { parentURL = '' } = context;
  const shim = /\/src\//.test(parentURL) && !OWN.test(parentURL) ? SHIMS[specifier] : undefined;
  return shim === undefined
    ? next(specifier, context)
    : { url: new URL(shim, import.meta.url).href, shortCircuit: true };
}
