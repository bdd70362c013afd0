// Elements of text and structure, named as in HTML.

package func head(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("head", attributes, content())
}
package func title(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("title", attributes, content())
}
package func body(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("body", attributes, content())
}
package func header(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("header", attributes, content())
}
package func footer(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("footer", attributes, content())
}
package func nav(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("nav", attributes, content())
}
package func main(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("main", attributes, content())
}
package func section(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("section", attributes, content())
}
package func article(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("article", attributes, content())
}
package func aside(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("aside", attributes, content())
}
package func div(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("div", attributes, content())
}
package func span(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("span", attributes, content())
}
package func p(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("p", attributes, content())
}
package func a(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("a", attributes, content())
}
package func h1(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("h1", attributes, content())
}
package func h2(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("h2", attributes, content())
}
package func h3(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("h3", attributes, content())
}
package func ul(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("ul", attributes, content())
}
package func ol(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("ol", attributes, content())
}
package func li(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("li", attributes, content())
}
package func dl(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("dl", attributes, content())
}
package func dt(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("dt", attributes, content())
}
package func dd(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("dd", attributes, content())
}
package func strong(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("strong", attributes, content())
}
package func em(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("em", attributes, content())
}
package func small(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("small", attributes, content())
}
package func code(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("code", attributes, content())
}
package func pre(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("pre", attributes, content())
}
package func time(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("time", attributes, content())
}
package func details(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("details", attributes, content())
}
package func summary(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("summary", attributes, content())
}
package func figure(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("figure", attributes, content())
}
package func figcaption(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("figcaption", attributes, content())
}
package func table(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("table", attributes, content())
}
package func caption(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("caption", attributes, content())
}
package func thead(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("thead", attributes, content())
}
package func tbody(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("tbody", attributes, content())
}
package func tfoot(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("tfoot", attributes, content())
}
package func tr(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("tr", attributes, content())
}
package func th(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("th", attributes, content())
}
package func td(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("td", attributes, content())
}
package func script(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("script", attributes, content())
}
package func meta(_ attributes: Attribute...) -> HTML { void("meta", attributes) }
package func link(_ attributes: Attribute...) -> HTML { void("link", attributes) }
package func img(_ attributes: Attribute...) -> HTML { void("img", attributes) }
package func br(_ attributes: Attribute...) -> HTML { void("br", attributes) }
package func hr(_ attributes: Attribute...) -> HTML { void("hr", attributes) }
