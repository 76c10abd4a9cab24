/**
 * All rules that diagnostics name, with their meanings. Released ids never change: people search for them, and CI logs are
 * compared by them.
 */
export const RULES = {
  // reading files
  'file/unreadable': 'A file that is named or expected can be read.',
  'file/encoding':
    'Text is UTF-8; a byte-order mark and CRLF line ends are accepted, NUL and private-use characters are not.',
  'file/control-character': 'A text has no control characters and no marks that change its direction.',
  'file/too-large': 'A file or a scalar stays below the stated size.',

  // YAML and its shape
  'yaml/syntax': 'The file is well-formed YAML.',
  'yaml/duplicate-key': 'A key occurs once in a mapping.',
  'yaml/torn-scalar': 'A number or text with a comma inside a flow mapping is quoted.',
  'yaml/no-anchors': 'Anchors, aliases, tags and merge keys are not used: every value is written where it is read.',
  'schema/format': 'A file has the format that this version reads.',
  'schema/unknown-key': 'A mapping has only the keys that its schema knows.',
  'schema/missing-key': 'A mapping has the keys that its schema requires.',
  'schema/wrong-type': 'A value has the shape its schema asks for.',
  'schema/empty': 'A file, mapping or text that must hold something does.',

  // tables
  'csv/syntax': 'The file is well-formed CSV (RFC 4180).',
  'csv/columns': 'The first line of a table names the columns that it needs, each once, and no unknown ones.',
  'table/ragged-row': 'A row has a cell for each column.',
  'csv/spreadsheet': 'A figure is written as it was printed, not as a spreadsheet changed it.',
  'csv/calculated': 'A column that is calculated from the others agrees with them.',

  // the dataset
  'dataset/none': 'The root folder must contain at least one dataset.',
  'dataset/unknown': 'A dataset named in a command must exist.',
  'dataset/unread-file': 'A YAML file in a dataset must have a name that Assay recognises.',
  'dataset/unknown-indicator': 'An indicator must be declared in dataset.yaml before it is used.',
  'dataset/unknown-unit': 'A unit must be built in or declared in dataset.yaml.',
  'dataset/unit-name': 'The name of a declared unit must not be a scale, a number or the name of another unit.',
  'dataset/unknown-source': 'The source of a release must be declared in dataset.yaml.',
  'dataset/unknown-release':
    'Every release that a file refers to must have a file in releases/ or a row in releases/releases.csv.',
  'dataset/unknown-dimension': 'A dimension and its members must be declared in dataset.yaml.',
  'dataset/unknown-condition': 'The condition of a forecast must be declared in dataset.yaml.',
  'dataset/unknown-locale': 'A text must be in one of the languages that the dataset declares.',
  'dataset/variant-of-variant': 'A variant must belong to an indicator that is not itself a variant.',
  'dataset/unused-name': 'Every proper name declared in dataset.yaml must be the start of a label.',
  'dataset/same-label': 'Indicators that measure the same must have different labels.',
  'dataset/missing-label': 'Every label must be given in all the languages that the dataset declares.',
  'dataset/bad-period':
    'A period must be written as 2025, 2024/25, 2025-S1, 2025-Q4, 2025-M12, 2025-12-31 or a span of these.',
  'dataset/no-year-start':
    'If the dataset uses years such as 2024/25, dataset.yaml must declare the month in which they start.',
  'dataset/bad-date': 'A date must be a real calendar date: a day, a month or a year.',
  'dataset/overdue': 'A release or figure that was due by today must be in the dataset.',
  'dataset/bad-address': 'An address must have the form indicator[:measure[base]][@period].',
  'dataset/not-a-decimal': 'A figure must be a plain decimal number, with a unit if it needs one.',
  'dataset/bad-claim': 'A claim must be one of the claims that Assay knows.',
  'dataset/one-measure': 'A record must contain exactly one measure.',
  'dataset/wrong-dimension': 'The unit of a figure must fit its indicator and measure.',
  'dataset/wrong-base': 'A base, start or counterpart must fit the measure and its period.',
  'dataset/resolution-too-fine':
    'A stated resolution must not be finer than the last printed digit, and a figure must not have more decimals than its table states.',
  'dataset/unfilled': 'Everything in a release must be filled in, with no TODO left.',
  'dataset/stated-twice': 'A release must state each address only once.',
  'dataset/duplicate-release': 'Each release must have its own id.',
  'dataset/undated-correction': 'A correction notice needs the date from which the figure was corrected.',
  'dataset/correction-without-evidence': 'A correction must name the evidence that supports it.',
  'dataset/correction-changes-nothing': 'A correction must differ from the published figure.',
  'dataset/evidence-states-nothing': 'A release cited as evidence must state the corrected figure.',
  'dataset/evidence-disagrees': 'A release cited as evidence must agree with the correction.',
  'dataset/evidence-second-hand': 'A release cited as evidence must have been read at its publisher.',
  'dataset/evidence-without-correction': 'Evidence must belong to a correction.',
  'dataset/tie': 'A brief cannot print a figure that two sources of equal rank state on the same day.',

  // the witness
  'witness/unreadable': 'The source of a release must be a file that Assay can read.',
  'witness/changed': 'The source of a release must be the file that was stored.',
  'witness/place': 'A statement must be at the location given in its record.',
  'witness/not-found': 'A figure must be in its source.',
  'witness/digits': 'A figure must have the same digits as in its source.',
  'witness/unit': 'A figure must have the unit and scale that its source prints.',
  'witness/sign': 'A change must go in the direction that its source says.',
  'witness/hedge': 'A figure must be as exact as its source says: about, over, a range.',
  'witness/measure': 'A figure must have the same measure as in its source: a level, a growth, a share.',
  'witness/base': 'A change must be compared with the same base as in its source.',
  'witness/label': 'A figure must be recorded for the indicator that its source names.',
  'witness/stated-twice': 'Each number in a source must be recorded as one statement only.',
  'witness/words': 'A statement made in words must quote words that are in the source.',
  'witness/unread': 'Every figure in a source must be recorded, or left out with a reason.',
  'witness/ignored': 'The numbers left out of a source must match the counts in its record.',

  // relations
  'assay/syntax': 'A relation must be written in the language of relations.',
  'assay/unknown-term': 'A name in a relation must be the name of an indicator or a constant.',
  'assay/wrong-dimension': 'A relation must only add or compare quantities of the same kind.',
  'assay/tautology': 'The two sides of a relation must not be the same.',
  'assay/bad-constant': 'A constant must be one value or one range, in one unit.',
  'assay/duplicate-relation': 'Each relation must have its own id, and no two relations may say the same.',
  'assay/too-many': 'A dataset must not have more figures and relations than Assay can test in a reasonable time.',
  'assay/unowned-constant': 'A constant must have an owner who is responsible for it.',
  'assay/unowned-band': 'A relation based on an observed band or a constant must have an owner and a reason.',
  'assay/unused-constant': 'Every constant must be used in a relation.',
  'assay/never-evaluated':
    'Every relation, and every difference between shares, must be testable with the figures at least once.',
  'assay/negative-base': 'Growth must be stated from a base above zero.',
  'assay/always-contradicted': 'A relation must be possible for some figures.',
  'assay/contradiction': 'No hard relation may be contradicted, and no two soft relations about the same figure.',
  'assay/beyond-limits':
    'If an indicator cannot be negative, its growth must not be below -100%, and a share must be within 0 to 100%.',
  'assay/proposed': 'A rule found by a search must hold until a person accepts or rejects it.',
  'assay/soft-contradiction': 'A soft relation should not be contradicted.',
  'assay/beyond-revision':
    'A release must agree with itself and with earlier releases by its publisher, apart from likely revisions.',
  'assay/false-claim': 'A claim in a release about its figures compared with an earlier release must be true.',
  'assay/texts-differ': 'All texts of a release must state the same figure.',
  'assay/idle-exception': 'An exception must be for a relation that is in fact contradicted.',
  'assay/uncalled-correction': 'A correction must be justified by a contradicted relation or a cited statement.',
  'assay/undecided-correction': 'A correction based on arithmetic alone must be the only possible repair.',
  'assay/correction-contradicts': 'A correction must not contradict a relation that the published figure satisfies.',

  // briefs and templates
  'brief/none': 'The root folder holds at least one brief.',
  'brief/unknown': 'A brief that is named exists.',
  'brief/unread-file': 'A template, chart or YAML file of a brief has a name under which it is read.',
  'brief/no-members': 'A brief for each member of a dimension has members that its release states something about.',
  'edition/unknown': 'An edition that is named is one of its brief.',
  'edition/overdue': 'The edition after one that says when it is expected is in brief.yaml, or not due yet.',
  'edition/exists': 'A new edition, its release and its file do not exist yet.',
  'edition/bad-name': 'The id of a new edition or release is the name of a file.',
  'edition/no-period': 'The period of a new release is named, or follows that of the old one.',
  'edition/several': 'A new edition is about one release of one dataset.',

  // new names
  'rename/unknown': 'What is renamed is an indicator, source, release, member or exhibit of the project.',
  'rename/ambiguous': 'What is renamed is one thing, and each text that names it means that thing alone.',
  'rename/bad-name': 'A new name is written as names of its kind are.',
  'rename/taken': 'A new name is not that of something else.',
  'rename/changes-print': 'A renaming changes nothing that is tested or printed.',
  'brief/missing-template': 'A brief has the template and partials that it names.',
  'style/contrast': 'What is read has the contrast with its ground that WCAG 2.2 asks for.',
  'style/colours-alike': 'Colours that tell things apart differ, for colour-blind readers too.',
  'style/font':
    'A font is a static TrueType font that may be embedded, in all faces that are set, and draws each character as what it is.',
  'style/refused': 'A brief has no style sheet: style.yaml and attributes say how it looks.',
  'style/logo': 'A logo is a still picture that runs and loads nothing, no wider than the page.',
  'template/syntax': 'The template is well-formed Handlebars.',
  'template/unknown-helper': 'A helper that is called exists.',
  'template/unknown-partial': 'A partial that is included exists.',
  'template/partial-cycle': 'Partials do not include themselves.',
  'template/raw-output': 'Nothing is printed unescaped with three braces.',
  'template/blank': 'Nothing that is printed or given to a helper is null, undefined or empty.',
  'template/missing-argument': 'A helper or partial is given what it needs.',
  'template/bad-argument': 'A helper is given arguments of the kind it takes.',
  'template/unknown-word': 'A word that an author chooses for a direction is known to say it.',
  'template/value-as-text': 'A value is compared or printed, never turned into text inside an expression.',
  'template/unknown-address': 'An address in a template names a figure that the edition has.',
  'template/too-large': 'A template nests, loops and prints within bounds that no document needs to pass.',
  'template/assertion': 'What the text asserts is true of the data.',

  // the document
  'document/private-use': 'Templates and data must not contain private-use characters.',
  'document/loose-number': 'A number in the text must come from the data or be declared.',
  'document/untested-claim':
    'Words that state a rank, record, streak, fraction, multiple, majority or count must be tested.',
  'document/value-neighbour':
    'A figure must not touch a sign, digit, letter, scale or unit, and must not be struck out.',
  'document/token-in-url': 'The address of a link must not contain a value, unless the value is a link.',
  'document/unknown-directive': 'A block directive must have a name that Assay knows.',
  'document/bad-directive': 'A block directive must have the colons and attributes that it needs, and must be closed.',
  'document/block-content': 'A block must contain the parts that its kind requires.',
  'document/bad-table':
    'A table must have a line of dashes below its head, and every row must have a cell for each column.',
  'document/bad-heading': 'A heading must start with number signs and a space.',
  'document/too-deep': 'Lists, quotations and formatting must not be nested too deeply.',
  'document/too-long': 'Tables, paragraphs and words must be short enough to print in a reasonable time.',
  'document/title': 'A document must start with its title, which must be the only first-level heading.',
  'document/empty-list': 'A list of sources or notes must contain at least one entry.',
  'document/empty-section': 'Every heading must have something under it.',
  'document/long-summary': 'The text directly under the title must have at most 160 characters.',
  'document/empty-heading': 'A heading must contain words.',
  'document/nested-heading': 'A heading must be at the top level of the document, not inside a block.',
  'document/link':
    'A link must have words, and must lead to a web or mail address, a part of the document or a file next to it.',
  'document/bad-id':
    'An id must consist of lower-case ASCII words and digits joined by hyphens, and must start with a letter.',
  'document/missing-id': 'Every section and exhibit must have an id written by its author.',
  'document/duplicate-id': 'An id must be used only once.',
  'document/unknown-id': 'A link within the document must point to an existing id.',
  'document/skipped-heading': 'Heading levels must go down one at a time.',
  'document/raw-html': 'Templates must not contain raw HTML.',
  'document/image': 'Pictures must come from charts; other images are not loaded.',
  'document/empty-cell': 'A table cell must not be empty.',
  'document/alert': 'An alert must have a known kind and some text, and must not be inside another block.',
  'document/unit':
    'Heads, labels and captions must not name a different unit from the one in which their figures are printed.',
  'document/label': 'A label or source from the data must go with its own figures.',
  'document/period': 'A text must name the period of its figures, and figures from a different time must be dated.',
  'document/status':
    'If the text calls a figure final, provisional, estimated or a forecast, the data must say so too.',
  'document/citation': 'Every release that the text cites must be in a list of sources.',
  'document/footnote':
    'A footnote must have exactly one text, and its mark must be outside headings, links and other footnotes.',
  'document/definition-list': 'A definition must follow its term.',
  'document/unused-definition': 'An address defined for links must be used, and must be defined only once.',
  'document/unknown-construct': 'Every construct in a document must be one that all outputs can print.',
  'document/leftover-mark': 'Every Markdown mark must format something, or have a backslash before it.',
  'document/missing-glyph': 'Every character must have a glyph in the available fonts.',

  // charts
  'chart/syntax': 'A chart must be well-formed JSON.',
  'chart/unknown': 'A chart that an exhibit shows must exist.',
  'chart/invalid': 'A chart must be a Vega-Lite specification that compiles.',
  'chart/forbidden': 'A chart must not load anything, and must not depend on the clock, on chance or on a time zone.',
  'chart/unknown-data': 'A chart must get its data by address.',
  'chart/unknown-indicator': 'An address in a chart must name an indicator in the dataset.',
  'chart/too-large':
    'A chart must stay within the limits for rows, ticks and marks, and for the time and memory needed to draw it.',
  'chart/no-rows': 'A chart must have rows to show.',
  'chart/empty': 'A chart must draw something.',
  'chart/label-overlap': 'Labels in a chart must not overlap.',
  'chart/baseline': 'Bars and areas must start at zero.',
  'chart/untrue': 'A chart must show its figures as they are.',
  'chart/scale': 'All amounts in a chart must share one scale, which must be linear and not reversed.',
  'chart/contrast': 'Labels in a chart must stand out from their background.',
  'chart/narrow': 'A chart must be readable on a phone.',
  'chart/line': 'A line that draws a chart must have the keys that its kind requires.',
  'chart/kind': 'The kind of a chart must fit its figures.',
  'chart/differs': 'An exhibit must be drawn by the same line in every language.',
  'chart/span': 'The marks of a chart must fill most of its width.',
  'chart/unused': 'Every chart in the folder must be shown in the brief.',
  'chart/same-name': 'The names of pictures in a brief must differ in more than their capitals.',

  // output
  'output/blank-page': 'A printed page must not be blank.',
  'output/empty-page':
    'Every page before the end of its part must be filled to the bottom, and no page may have only a few lines.',
  'output/page-number': 'Page numbers in a contents list must not move headings to other pages.',
  'output/illegible': 'All words and figures must be legible, on paper and on screens.',
  'output/too-wide': 'A table must not be wider than the page.',
  'output/small-type': 'A chart must not be reduced so much that its letters are hard to read.',
  'output/too-long': 'A document must not have more pages than Assay can print in a reasonable time.',
  'output/readback-missing': 'Every output must print all the numbers of the document, in the same order.',
  'output/readback-extra': 'An output must not print a number that is not in the document.',
  'output/readback-changed': 'Every output must print each figure with its digits, sign, unit and flags.',
  'output/readback-text': 'Every output must print all the words of the document, in the same order, and no others.',
  'output/readback-rows': 'Every output must have all the tables of the document, with all their rows.',
  'output/readback-words':
    "Every output must have all the document's pictures, with their labels and alternative text.",
  'output/readback-page':
    'The contents list, the outline and the links in a PDF must lead to the pages on which sections begin.',

  // regions of pages that people write
  'embed/unclosed': 'Each region of a page has an opening and a closing marker.',
  'embed/nested': 'No region of a page is inside another.',
  'embed/foreign-marker': 'Markers have the form that the wiki or host of the page hides.',
  'embed/bad-attribute': 'A marker has the attributes that it needs, each once, and no unknown ones.',
  'embed/no-page': 'What names pages leads to at least one.',
  'embed/unknown-flavour': 'The wiki or host that shows a page is known.',
  'embed/stale': 'A region holds what data and templates give now.',
  'embed/edited': 'What is in a region was not edited by hand.',
  'embed/unreadable': 'A region can be found again after it was filled.',
  'embed/page-changed': 'Nobody changes a page while it is filled.',
  'embed/unwritable': 'A page is a file that may be written.',
  'embed/bad-place': 'A region has lines of its own, or is within a line and holds a figure.',

  // importing
  'import/no-mapping': 'A file must have a mapping that says what its rows and columns mean.',
  'import/unreadable': 'A workbook must be a complete XLSX file without a password, and must not be too large to read.',
  'import/query':
    'A query in a mapping must be a single SELECT over files in the root folder, and its columns must keep their digits.',
  'import/unknown-sheet': 'A sheet named in a mapping must exist in the workbook.',
  'import/bad-range': 'A range, row or column must be written as spreadsheets write it, and must not be empty.',
  'import/beyond-range': 'No figure may be directly below or next to the range of a table.',
  'import/hidden': 'The mapping must say whether to import the hidden parts of a spreadsheet.',
  'import/head': 'The head of each column of figures must name a period.',
  'import/period': 'A table must contain figures for the period of its release.',
  'import/row': 'Each row of figures must be mapped to one indicator, or left out in the mapping.',
  'import/merged': 'A figure must be in a single cell, not in merged cells.',
  'import/digits': 'A cell must show the digits that its source prints.',
  'import/figure': 'A cell must contain one figure, or a text that stands for a missing figure.',
  'import/unit': 'The unit shown in a head, a row name or a cell must match the unit in the mapping.',
  'import/mark': 'Every mark next to a figure must be explained in the mapping.',
  'import/correction': 'If a figure has a correction, the table must still print that figure as it was before.',
  'import/renamed': 'If a release is imported again, it must keep its id, or its old table must be removed.',
  'import/other-table': 'An import may only overwrite files that an import wrote.',
  // exporting
  'export/other-file': 'What an export writes over is what an export wrote.',

  // builds in shards
  'shard/none': 'A folder that is merged holds the record of a shard.',
  'shard/damaged': 'The record of a shard and the outputs that it names are as the build wrote them.',
  'shard/different': 'Shards that are merged come from one program, the same data and templates, and as many shards.',
  'shard/missing': 'All shards of a build are merged.',
  'shard/double': 'A shard is merged once.',

  // comparing
  'diff/unknown-state': 'What is compared is a revision of Git, a root folder or an edition.',
  'diff/ambiguous-state': 'The name of what is compared means one thing only.',

  // starting a project
  'start/exists': 'A new project begins where there is no data and no brief of the same name.',
  'start/unknown-language': 'A project is started in a language that Assay has words for.',
  'start/no-table': 'A table to start from has names of rows, periods and figures.',

  // publishing
  'publish/none': 'assay.yaml names at least one target.',
  'publish/unknown-target': 'assay.yaml has every target that is named.',
  'publish/bad-target': 'A target names one host, and what that host needs.',
  'publish/no-owner': 'Pages are deleted only if they carry the name of the folder that publishes them.',
  'publish/not-built': 'What is published has been printed from the data and templates as they are.',
  'publish/same-name': 'Pages of a target and their files have places of their own.',
} as const;

export type RuleId = keyof typeof RULES;

/** Where the page of a rule is, from the folder of the program. */
export function pagePath(rule: RuleId): string {
  return `docs/rules/${rule}.md`;
}
