/// A QR code to be drawn: the dark squares of a grid.
package struct QRDrawing: Sendable, Hashable {
    package let size: Int
    /// Row by row.
    package let isDark: [Bool]

    package init(size: Int, isDark: [Bool]) {
        self.size = size
        self.isDark = isDark
    }

    /// The light squares that a scanner needs around the code.
    ///
    /// Source: ISO/IEC 18004 §6.3.8.
    static let quietZone = 4

    /// The code as a drawing whose description says what it holds; dark on light in every theme, as scanners need.
    func svg(_ description: String) -> HTML {
        let side = size + 2 * QRDrawing.quietZone
        return Templates.svg(
            .class("qr"),
            .viewBox(width: side, height: side),
            .role(.img),
            .ariaLabel(description)
        ) {
            rect(.class("qr__ground"), .width(Double(side)), .height(Double(side)))
            path(.class("qr__squares"), .d(outline))
        }
    }

    /// One box per run of dark squares in a row.
    private var outline: SVGPath {
        var path = SVGPath()
        for row in 0..<size {
            var column = 0
            while column < size {
                guard isDark[row * size + column] else {
                    column += 1
                    continue
                }
                let start = column
                while column < size, isDark[row * size + column] { column += 1 }
                let (left, right) = (Double(start + QRDrawing.quietZone), Double(column + QRDrawing.quietZone))
                let (top, bottom) = (Double(row + QRDrawing.quietZone), Double(row + QRDrawing.quietZone + 1))
                path.move(left, top)
                path.line(right, top)
                path.line(right, bottom)
                path.line(left, bottom)
                path.close()
            }
        }
        return path
    }
}
