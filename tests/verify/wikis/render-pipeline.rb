# Renders pages with commonmarker: reads a line of JSON {text} for each, prints a line with its HTML. With the argument
# "github" or "gitlab" the HTML then passes the filters of html-pipeline, with the list of what these hosts let through.
require 'html/pipeline'
require 'html/pipeline/@mention_filter'
require 'commonmarker'
require 'json'

# Shows a picture for every name between colons. The filter of html-pipeline does so for the names of a list that is not
# packaged; it looks at one text after another, too.
class EveryEmoji < HTML::Pipeline::Filter
  def call
    doc.search('.//text()').each do |node|
      next if has_ancestor?(node, %w[pre code tt]) || node.content !~ /:[\w+-]+:/
      node.replace('<img src="emoji" alt="emoji">')
    end
    doc
  end
end

allowed = HTML::Pipeline::SanitizationFilter::ALLOWLIST.dup
if ARGV[0] == 'gitlab'
  everywhere = allowed[:attributes][:all] - %w[name]
  allowed[:elements] = allowed[:elements] + %w[span]
  allowed[:attributes] = allowed[:attributes].merge(:all => everywhere, 'a' => %w[href name])
end
context = { base_url: 'https://host.example/', allowlist: allowed }
# GitLab's parser tells its filters which characters have a backslash before them; that of GitHub does not.
mentions = ARGV[0] == 'gitlab' ? [] : [HTML::Pipeline::MentionFilter]
filters = [HTML::Pipeline::SanitizationFilter, *mentions, EveryEmoji]
pipeline = HTML::Pipeline.new(filters, context)

# The filters know neither the container of footnotes nor boxes of tasks, which both hosts add by filters of their own.
def kept(html)
  html.sub('<section class="footnotes"', '<div itemtype="footnotes"')
      .gsub(/<input type="checkbox" checked[^>]*>/, '☑ ').gsub(/<input type="checkbox"[^>]*>/, '☐ ')
end

STDIN.each_line do |line|
  extensions = %i[table strikethrough autolink tasklist]
  document = CommonMarker.render_doc(JSON.parse(line)['text'], %i[DEFAULT FOOTNOTES], extensions)
  html = document.to_html(%i[UNSAFE FOOTNOTES], extensions)
  html = pipeline.to_html(kept(html)) if ARGV[0]
  raise 'a name became a mention' if html.include?('user-mention')
  puts JSON.generate(html)
end
