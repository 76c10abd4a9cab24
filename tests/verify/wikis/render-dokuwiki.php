<?php
// Renders pages with DokuWiki's parser: reads a line of JSON {name, text} for each, prints a line with its HTML.
define('DOKU_INC', '/usr/share/dokuwiki/');
define('DOKU_CONF', getenv('DOKU_CONF'));
require_once DOKU_INC . 'inc/init.php';
session_write_close();
error_reporting(E_ERROR);
while (($line = fgets(STDIN)) !== false) {
	$page = json_decode($line);
	$ID = $page->name;
	$info = [];
	print(json_encode(p_render('xhtml', p_get_instructions($page->text), $info)) . "\n");
}
