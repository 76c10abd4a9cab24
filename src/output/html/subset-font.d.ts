/** The part of the package that Assay uses. */
declare module 'subset-font' {
  /** The font with the glyphs of the letters of `text` alone. */
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: { targetFormat: 'woff' | 'truetype'; keepFeatures: readonly string[]; noHinting: boolean },
  ): Promise<Uint8Array>;
}
