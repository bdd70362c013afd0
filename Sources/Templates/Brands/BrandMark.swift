/// A logo on a page.
package struct BrandMark: Hashable, Sendable {
    /// Hexadecimal SHA-256 of the file.
    package let checksum: String
    /// In pixels.
    package let width: Int
    package let height: Int

    package init(checksum: String, width: Int, height: Int) {
        self.checksum = checksum
        self.width = width
        self.height = height
    }

    var path: String { Route.brandLogo(checksum).path }

    /// The picture; the name beside it says what it shows.
    var image: HTML {
        img(.class("brand__logo"), .src(asset: path), .alt(""), .width(width), .height(height))
    }
}

/// What stands before the name of whoever's page it is.
func brandMark(_ brand: Brand) -> HTML {
    if let mark = brand.mark { return mark.image }
    return brand.isWhiteLabel ? .empty : logoMark()
}
