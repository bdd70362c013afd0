// Elements of forms.

package func form(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("form", attributes, content())
}
package func fieldset(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("fieldset", attributes, content())
}
package func legend(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("legend", attributes, content())
}
package func label(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("label", attributes, content())
}
package func select(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("select", attributes, content())
}
package func option(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("option", attributes, content())
}
package func optgroup(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("optgroup", attributes, content())
}
package func textarea(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("textarea", attributes, content())
}
package func button(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("button", attributes, content())
}
package func output(_ attributes: Attribute..., @HTMLBuilder content: Content = { .empty }) -> HTML {
    element("output", attributes, content())
}
package func input(_ attributes: Attribute...) -> HTML { void("input", attributes) }
