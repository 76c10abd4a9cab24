/**
 * Every rule a diagnostic can name, with what it guards. Ids never change once released: people search for them,
 * and CI logs are compared by them.
 */
export const RULES = {
  // reading files
  'file/unreadable': 'A file that is named or expected can be read.',
  'file/encoding':
    'Text is UTF-8; a byte-order mark and CRLF line ends are accepted, NUL and private-use characters are not.',
  'file/too-large': 'A file or a scalar stays below the stated size.',
  'file/outside-root': 'A path named in a file stays inside the root folder.',

  // YAML and its shape
  'yaml/syntax': 'The file is well-formed YAML.',
  'yaml/duplicate-key': 'A key stands once in a mapping.',
  'yaml/torn-scalar': 'A number or text with a comma inside a flow mapping is quoted.',
  'yaml/no-anchors': 'Anchors, aliases, tags and merge keys are not used: every value stands where it is read.',
  'yaml/control-character': 'No control character or mark that turns the direction of text stands in a text.',
  'schema/unknown-key': 'A mapping has only the keys that its schema knows.',
  'schema/missing-key': 'A mapping has the keys that its schema requires.',
  'schema/wrong-type': 'A value has the shape its schema asks for.',
  'schema/empty': 'A file, mapping or text that must hold something does.',

  // the dataset
  'dataset/none': 'The root folder holds at least one dataset.',
  'dataset/unknown': 'A dataset that is named exists.',
  'dataset/unknown-indicator': 'An indicator that is named is declared in dataset.yaml.',
  'dataset/unknown-unit': 'A unit is one of the built-in or declared units.',
  'dataset/unknown-source': 'A source that is named is declared in dataset.yaml.',
  'dataset/unknown-release': 'A release that is named has a file in releases/.',
  'dataset/unknown-dimension': 'A dimension and its member are declared in dataset.yaml.',
  'dataset/unknown-condition': 'A condition of a forecast is declared in dataset.yaml.',
  'dataset/unknown-locale': 'A locale is one of those the dataset declares.',
  'dataset/variant-of-variant': 'A variant is one of an indicator that is no variant itself.',
  'dataset/missing-label': 'A label is given in every locale that the dataset declares.',
  'dataset/bad-period': 'A period is written as 2025, 2025-S1, 2025-Q4, 2025-M12, 2025-12-31 or a span of them.',
  'dataset/bad-date': 'A date is a calendar date, as precise as it is known.',
  'dataset/bad-address': 'An address follows indicator[:measure[base]][@period].',
  'dataset/not-a-decimal': 'A figure is a plain decimal numeral with a unit.',
  'dataset/bad-claim': 'A claim is one of the closed vocabulary.',
  'dataset/one-measure': 'A record holds exactly one measure.',
  'dataset/wrong-dimension': 'The unit of a figure measures what its indicator or measure is about.',
  'dataset/wrong-base': 'A base, start or counterpart fits the measure and its period.',
  'dataset/resolution-too-fine': 'A stated resolution is no finer than the last printed digit.',
  'dataset/stated-twice': 'A release states a place once.',
  'dataset/duplicate-release': 'A release id is used once.',
  'dataset/correction-without-evidence': 'A correction names the releases that support it.',
  'dataset/correction-changes-nothing': 'A correction differs from the print.',
  'dataset/evidence-states-nothing': 'A release cited as evidence states the corrected place.',
  'dataset/evidence-disagrees': 'A release cited as evidence agrees with the correction.',
  'dataset/evidence-second-hand': 'A release cited as evidence was read at its publisher.',
  'dataset/evidence-without-correction': 'Evidence stands beside a correction.',
  'dataset/tie': 'One statement is the newest of the highest-ranked source.',

  // briefs and templates
  'brief/none': 'The root folder holds at least one brief.',
  'brief/unknown': 'A brief that is named exists.',
  'brief/unknown-edition': 'An edition names a release of the dataset.',
  'brief/missing-template': 'A brief has the template, style sheet and partials that it names.',
  'template/syntax': 'The template is well-formed Handlebars.',
  'template/unknown-helper': 'A helper that is called exists.',
  'template/unknown-partial': 'A partial that is included exists.',
  'template/partial-cycle': 'Partials do not include themselves.',
  'template/raw-output': 'Nothing is printed unescaped with three braces.',
  'template/blank': 'Nothing that is printed is null, undefined or empty.',
  'template/missing-argument': 'A helper or partial is given what it needs.',
  'template/bad-argument': 'A helper is given arguments of the kind it takes.',
  'template/value-as-text': 'A value is compared or printed, never turned into text inside an expression.',
  'template/unknown-address': 'An address in a template names a figure that the edition has.',
  'template/too-large': 'A template nests, loops and prints within bounds that no document needs to pass.',
  'template/assertion': 'What the text asserts is true of the data.',

  // the document
  'document/private-use': 'No private-use character stands in a template or in data.',
  'document/loose-number': 'A number in the text is bound to the data or declared.',
  'document/token-in-url': 'A value does not stand in an address of a link unless it is a link.',
  'document/unknown-directive': 'A block directive is one that the document knows.',
  'document/bad-directive': 'A block directive has the attributes and content that it needs.',
  'document/title': 'A document starts with its title, the only heading of the first level.',
  'document/empty-heading': 'A heading has words.',
  'document/nested-heading': 'A heading stands at the top level of the document, not inside a block.',
  'document/link': 'A link has words, and leads to a web or mail address, a part of the document or a file beside it.',
  'document/bad-id': 'An id is lower-case ASCII words and digits joined by hyphens, starting with a letter.',
  'document/missing-id': 'Every section and exhibit has an id given by its author.',
  'document/duplicate-id': 'An id is used once.',
  'document/unknown-id': 'A link inside the document points to an id that it has.',
  'document/skipped-heading': 'Heading levels go down one at a time.',
  'document/raw-html': 'Raw HTML is not used in templates.',
  'document/missing-alt': 'A picture has words that stand for it.',
  'document/image': 'Pictures come from charts; other images are not loaded.',
  'document/empty-cell': 'A table cell is not empty.',
  'document/missing-glyph': 'Every character has a glyph in the shipped fonts.',

  // charts
  'chart/syntax': 'The chart is well-formed JSON.',
  'chart/unknown': 'A chart that is named exists.',
  'chart/invalid': 'The chart is a Vega-Lite specification that compiles.',
  'chart/forbidden': 'A chart loads nothing and depends on no clock, chance or time zone.',
  'chart/unknown-data': 'A chart names its data by address.',
  'chart/unknown-indicator': 'An address in a chart names an indicator of the dataset.',
  'chart/no-rows': 'A chart has rows to show.',
  'chart/label-overlap': 'Labels of a chart stand clear of one another.',
  'chart/unused': 'A chart in the folder is shown in the brief.',

  // output
  'output/blank-page': 'A printed page is not blank.',
  'output/unwritable': 'The output folder can be written.',
} as const;

/** The id of a rule, `folder/name`. */
export type RuleId = keyof typeof RULES;
