<?php
// Renders pages with MediaWiki's parser: reads a line of JSON {name, text} for each, prints a line with its HTML.
$IP = getenv('MW_INSTALL_PATH') ?: '/usr/share/mediawiki';
require_once "$IP/maintenance/Maintenance.php";

class RenderPages extends Maintenance {
	public function execute() {
		$parser = MediaWiki\MediaWikiServices::getInstance()->getParser();
		$options = ParserOptions::newFromAnon();
		$user = User::newSystemUser('Maintenance script');
		while (($line = fgets(STDIN)) !== false) {
			$page = json_decode($line);
			$title = Title::newFromText($page->name);
			$saved = $parser->preSaveTransform($page->text, $title, $user, $options);
			$html = $parser->parse($saved, $title, $options)->getText(['enableSectionEditLinks' => false]);
			print(json_encode($html) . "\n");
		}
	}
}
$maintClass = RenderPages::class;
require_once RUN_MAINTENANCE_IF_MAIN;
