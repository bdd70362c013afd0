// Elements of drawings, prefixed where HTML has the name already.

package func svg(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("svg", attributes, content())
}
package func g(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("g", attributes, content())
}
package func path(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("path", attributes, content())
}
package func line(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("line", attributes, content())
}
package func rect(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("rect", attributes, content())
}
package func circle(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("circle", attributes, content())
}
package func svgText(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("text", attributes, content())
}
package func svgTitle(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("title", attributes, content())
}
package func desc(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("desc", attributes, content())
}
