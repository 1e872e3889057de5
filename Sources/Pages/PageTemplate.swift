import Mustache

/// The page's skeleton and its looks. Text that comes from a notebook is escaped by the template (`{{…}}`) or by ``HTML`` (`{{{…}}}`).
enum PageTemplate: String {
    case page = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
        img-src data: https: http:; media-src data:; frame-src 'self'; form-action 'none'; base-uri 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{title}}</title>
        <style>{{{style}}}</style>
        </head>
        <body>
        <main>
        {{{body}}}
        </main>
        </body>
        </html>

        """

    case notebook = """
        {{#cells}}
        {{#prose}}
        <div class="prose" id="{{id}}">
        {{{prose}}}</div>
        {{/prose}}
        {{#raw}}
        <pre class="raw" id="{{id}}" tabindex="0">{{{raw}}}</pre>
        {{/raw}}
        {{#code}}
        <section class="cell" id="{{id}}" aria-label="{{label}}">
        {{#heading}}
        <p class="heading">{{heading}}</p>
        {{/heading}}
        <div class="in"><span class="count" aria-hidden="true">[{{count}}]</span>
        <pre class="code" tabindex="0" role="region" aria-label="Code of {{label}}"><code>{{{code}}}</code></pre></div>
        {{#hasOutputs}}
        <div class="out" role="group" aria-label="Output of {{label}}">
        {{#outputs}}
        {{#stream}}
        <pre class="stream{{#isError}} stderr{{/isError}}" tabindex="0">{{{html}}}</pre>
        {{/stream}}
        {{#failure}}
        <pre class="failure" tabindex="0" role="note" aria-label="Error">{{{html}}}</pre>
        {{/failure}}
        {{#value}}
        <pre class="value" tabindex="0">{{{html}}}</pre>
        {{/value}}
        {{#picture}}
        <figure>
        <img src="{{address}}" alt="{{alternative}}">
        {{#text}}
        <details><summary>The figure as text</summary>
        <pre tabindex="0">{{{text}}}</pre></details>
        {{/text}}
        </figure>
        {{/picture}}
        {{#prose}}
        <div class="prose">{{{prose}}}</div>
        {{/prose}}
        {{#document}}
        <iframe sandbox title="HTML output of {{label}}" style="height: {{height}}em" srcdoc="{{html}}"></iframe>
        {{/document}}
        {{/outputs}}
        </div>
        {{/hasOutputs}}
        </section>
        {{/code}}
        {{/cells}}
        """

    func template() throws -> MustacheTemplate { try MustacheTemplate(string: rawValue) }

    /// Colours keep a contrast of 4.5 to 1 on their ground, in the light and in the dark.
    static let style = """
        :root { color-scheme: light dark; --ground: #fff; --text: #1b1f24; --soft: #57606a; --panel: #f5f7f9; --line: #d0d7de;
          --keyword: #a0108a; --type: #0b5c8a; --string: #a3271c; --number: #1c46c8; --comment: #4f6b3c; --red: #b3261e;
          --green: #1a6b2d; --yellow: #7a5600; --blue: #0b5cad; --magenta: #8a2a8a; --cyan: #0a6670; --link: #0b5cad; }
        @media (prefers-color-scheme: dark) { :root { --ground: #14171b; --text: #e4e8ec; --soft: #a2abb5; --panel: #1e2329;
          --line: #3a424b; --keyword: #ff8ad8; --type: #7cc7f2; --string: #ff9d8f; --number: #a9bcff; --comment: #9dbf86;
          --red: #ff8f86; --green: #7fd493; --yellow: #e6c15c; --blue: #8abaff; --magenta: #e39be3; --cyan: #6fd3dd;
          --link: #8abaff; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--text);
          font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK KR", sans-serif; }
        main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        a { color: var(--link); }
        pre, code { font-family: ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", "Noto Sans Mono CJK KR", monospace; }
        pre { font-size: .875rem; line-height: 1.45; margin: 0; padding: .6rem .8rem; overflow: auto; max-height: 45rem; }
        :focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }
        .prose { margin: 1.2rem 0; overflow-wrap: break-word; } .prose img { max-width: 100%; }
        .prose pre, .prose :not(pre) > code { background: var(--panel); border-radius: .3rem; }
        .prose :not(pre) > code { padding: .1em .3em; font-size: .9em; }
        .prose table { border-collapse: collapse; display: block; overflow-x: auto; }
        .prose th, .prose td { border: 1px solid var(--line); padding: .3rem .7rem; }
        .prose blockquote { margin-left: 0; padding-left: 1rem; border-left: .25rem solid var(--line); color: var(--soft); }
        .cell { margin: 1.2rem 0; } .heading { margin: 0 0 .25rem; font-weight: 600; }
        .in { position: relative; } .count { position: absolute; right: .5rem; top: .2rem; color: var(--soft); font-size: .75rem; }
        .code, .raw { background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; }
        .out { border-left: .25rem solid var(--line); margin-top: .3rem; }
        .stderr { color: var(--yellow); } .failure { color: var(--red); white-space: pre-wrap; }
        .passed { color: var(--green); } .failed, .error, .timeout { color: var(--red); }
        tbody th { text-align: left; font-weight: 400; }
        figure { margin: 0; padding: .6rem .8rem; } figure img { max-width: 100%; background: #fff; }
        figure pre { line-height: 1.2; } summary { color: var(--soft); font-size: .875rem; cursor: pointer; }
        iframe { width: 100%; border: 0; background: #fff; color-scheme: light; resize: vertical; }
        .keyword { color: var(--keyword); font-weight: 600; } .type { color: var(--type); } .string { color: var(--string); }
        .number { color: var(--number); } .comment { color: var(--comment); font-style: italic; } .attribute { color: var(--keyword); }
        .ansi-bold { font-weight: 700; } .ansi-black, .ansi-white { color: var(--soft); } .ansi-red { color: var(--red); }
        .ansi-green { color: var(--green); } .ansi-yellow { color: var(--yellow); } .ansi-blue { color: var(--blue); }
        .ansi-magenta { color: var(--magenta); } .ansi-cyan { color: var(--cyan); }
        @media print { pre { max-height: none; white-space: pre-wrap; } .cell { break-inside: avoid-page; } }
        """
}

/// A page of ours around what stands in it.
///
/// - Parameter body: HTML; what comes from elsewhere is escaped in it.
public func htmlPage(title: String, body: String) throws -> String {
    struct Page {
        var title: String
        var style: String
        var body: String
    }
    return try PageTemplate.page.template().render(Page(title: title, style: PageTemplate.style, body: body))
}

/// Swift text in the colours of ``htmlPage(title:body:)``.
public func htmlCode(_ text: String) -> String { HTML.code(text) }

/// Text for a page or an XML file, whatever it holds.
public func htmlEscaped(_ text: String) -> String { HTML.escaped(text) }
