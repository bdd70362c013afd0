/// The schema of filings, as the program carries it; `docs/reference` has the same file.
package enum EREFilingSchema {
    /// What filings are made in now; those that were made before keep theirs.
    package static let version = "1.2"
    package static let versions = ["1.0", "1.1", "1.2"]

    package static func namespace(_ version: String) -> String { "urn:laadboek:ere:filing:\(version)" }
    package static func fileName(_ version: String = version) -> String { "ere-filing-\(version).xsd" }

    /// The file of a version.
    package static func text(_ version: String = version) -> String {
        switch version {
        case "1.0": first
        case "1.1": second
        default: third
        }
    }

    /// Whether documents of a version say what is known of energy that was given back; before, they named none.
    package static func saysBackfeed(_ version: String) -> Bool { version != "1.0" && version != "1.1" }

    /// What the third version adds: what is known of energy that was given back, and no figure where nobody measured it.
    private static let third =
        second
        .replacing("filing:1.1\"", with: "filing:1.2\"").replacing("fixed=\"1.1\"", with: "fixed=\"1.2\"")
        .replacing("version 1.1.", with: "version 1.2.")
        .replacing(backfeed + " use=\"required\"/>", with: backfeed + "/>\n" + backfeedKnown)

    private static let backfeed = #"<xs:attribute name="backfeedKWh" type="BookedEnergy""#
    private static let backfeedKnown =
        #"""
            <xs:attribute name="backfeed" use="required">
              <xs:simpleType>
                <xs:restriction base="xs:string">
                  <xs:enumeration value="measured"/>
                  <xs:enumeration value="declared-none"/>
                  <xs:enumeration value="not-asked"/>
                  <xs:enumeration value="not-measured"/>
                </xs:restriction>
              </xs:simpleType>
            </xs:attribute>
        """#

    /// What the second version adds: registers of which others told, and the batches in which they did.
    private static let second =
        first
        .replacing("filing:1.0\"", with: "filing:1.1\"").replacing("fixed=\"1.0\"", with: "fixed=\"1.1\"")
        .replacing("version 1.0.", with: "version 1.1.")
        .replacing(readings, with: readings + "\n" + source)
        .replacing(connector + " use=\"required\"/>", with: sourceKind + "\n    " + connector + "/>")

    private static let readings = #"<xs:element name="Readings" type="Readings" minOccurs="0" maxOccurs="unbounded"/>"#
    private static let connector = #"<xs:attribute name="connector" type="xs:positiveInteger""#
    private static let sourceKind =
        #"""
        <xs:attribute name="source">
              <xs:simpleType>
                <xs:restriction base="xs:string">
                  <xs:enumeration value="readings"/>
                  <xs:enumeration value="sessions"/>
                </xs:restriction>
              </xs:simpleType>
            </xs:attribute>
        """#
    private static let source =
        #"""
              <xs:element name="Source" minOccurs="0" maxOccurs="unbounded">
                <xs:complexType>
                  <xs:attribute name="batch" type="Text" use="required"/>
                  <xs:attribute name="kind" type="Text" use="required"/>
                  <xs:attribute name="receivedAt" type="xs:dateTime" use="required"/>
                  <xs:attribute name="sha256" type="SHA256" use="required"/>
                </xs:complexType>
              </xs:element>
        """#

    /// The first version.
    private static let first =
        #"""
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- Documents of a quarterly filing of emission reduction units, version 1.0. An own format: whether the
             register accepts it is not proven. Dates are days in the Netherlands, [from, until); energy in kWh. -->
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:laadboek:ere:filing:1.0"
            targetNamespace="urn:laadboek:ere:filing:1.0" elementFormDefault="qualified">
          <xs:simpleType name="EAN">
            <xs:restriction base="xs:string"><xs:pattern value="[0-9]{18}"/></xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="SHA256">
            <xs:restriction base="xs:string"><xs:pattern value="[0-9a-f]{64}"/></xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="Text">
            <xs:restriction base="xs:string"><xs:minLength value="1"/><xs:maxLength value="400"/></xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="BookedEnergy">
            <xs:restriction base="xs:decimal">
              <xs:minInclusive value="0"/>
              <xs:fractionDigits value="3"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="MeteredEnergy">
            <xs:restriction base="xs:decimal">
              <xs:minInclusive value="0"/>
              <xs:fractionDigits value="6"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="Difference">
            <xs:restriction base="xs:decimal"><xs:fractionDigits value="3"/></xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="Quarter">
            <xs:restriction base="xs:string"><xs:pattern value="20[0-9]{2}-Q[1-4]"/></xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="Construct">
            <xs:restriction base="xs:string">
              <xs:enumeration value="exclusive"/>
              <xs:enumeration value="secondaryAllocationPoint"/>
              <xs:enumeration value="midDeliveryPoint"/>
              <xs:enumeration value="publicTransport"/>
              <xs:enumeration value="directLine"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="HolderType">
            <xs:restriction base="xs:string">
              <xs:enumeration value="private"/>
              <xs:enumeration value="enterprise"/>
              <xs:enumeration value="vve"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="Destination">
            <xs:restriction base="xs:string">
              <xs:enumeration value="LAND"/>
              <xs:enumeration value="INLAND"/>
              <xs:enumeration value="SEA"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="Basis">
            <xs:restriction base="xs:string">
              <xs:enumeration value="GRID"/>
              <xs:enumeration value="ONSITE"/>
              <xs:enumeration value="DIRECT_LINE"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:attributeGroup name="Filing">
            <xs:attribute name="schemaVersion" type="xs:string" fixed="1.0" use="required"/>
            <xs:attribute name="filing" type="Text" use="required"/>
            <xs:attribute name="quarter" type="Quarter" use="required"/>
            <xs:attribute name="acceptance" type="xs:string" fixed="not-proven" use="required"/>
          </xs:attributeGroup>

          <xs:element name="ConnectionRegister">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="Connection" type="Connection" maxOccurs="unbounded"/>
              </xs:sequence>
              <xs:attributeGroup ref="Filing"/>
            </xs:complexType>
          </xs:element>
          <xs:complexType name="Connection">
            <xs:sequence>
              <xs:element name="Name" type="Text"/>
              <xs:element name="Address" type="Address"/>
              <xs:element name="Holder">
                <xs:complexType>
                  <xs:attribute name="type" type="HolderType" use="required"/>
                  <xs:attribute name="companyNumber" type="Text"/>
                </xs:complexType>
              </xs:element>
              <xs:element name="DeliveryPoint" type="DeliveryPoint" minOccurs="0" maxOccurs="unbounded"/>
            </xs:sequence>
            <xs:attribute name="ean" type="EAN" use="required"/>
            <xs:attribute name="construct" type="Construct" use="required"/>
            <xs:attribute name="validFrom" type="xs:date" use="required"/>
            <xs:attribute name="validTo" type="xs:date"/>
          </xs:complexType>
          <xs:complexType name="Address">
            <xs:sequence>
              <xs:element name="Street" type="xs:string"/>
              <xs:element name="Number" type="xs:string"/>
              <xs:element name="Postcode" type="xs:string"/>
              <xs:element name="City" type="xs:string"/>
              <xs:element name="Country" type="Text"/>
            </xs:sequence>
          </xs:complexType>
          <xs:complexType name="DeliveryPoint">
            <xs:sequence>
              <xs:element name="Evidence" minOccurs="0" maxOccurs="unbounded">
                <xs:complexType>
                  <xs:attribute name="kind" type="Text" use="required"/>
                  <xs:attribute name="sha256" type="SHA256" use="required"/>
                </xs:complexType>
              </xs:element>
            </xs:sequence>
            <xs:attribute name="id" type="Text" use="required"/>
            <xs:attribute name="brand" type="Text" use="required"/>
            <xs:attribute name="model" type="Text" use="required"/>
            <xs:attribute name="chargerSerial" type="Text" use="required"/>
            <xs:attribute name="meterSerial" type="Text"/>
          </xs:complexType>

          <xs:element name="DeliveryBookings">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="Booking" type="Booking" maxOccurs="unbounded"/>
              </xs:sequence>
              <xs:attributeGroup ref="Filing"/>
            </xs:complexType>
            <xs:unique name="BookingOnce"><xs:selector xpath="*"/><xs:field xpath="@bookingRef"/></xs:unique>
          </xs:element>
          <xs:complexType name="Booking">
            <xs:sequence>
              <xs:element name="Mandate">
                <xs:complexType>
                  <xs:attribute name="ref" type="Text" use="required"/>
                  <xs:attribute name="issuedOn" type="xs:date" use="required"/>
                  <xs:attribute name="fromYear" type="xs:gYear" use="required"/>
                  <xs:attribute name="toYear" type="xs:gYear" use="required"/>
                  <xs:attribute name="documentSha256" type="SHA256" use="required"/>
                </xs:complexType>
              </xs:element>
              <xs:element name="Period">
                <xs:complexType>
                  <xs:attribute name="from" type="xs:date" use="required"/>
                  <xs:attribute name="toExclusive" type="xs:date" use="required"/>
                </xs:complexType>
              </xs:element>
              <xs:element name="Readings" type="Readings" minOccurs="0" maxOccurs="unbounded"/>
              <xs:element name="Finding" type="Text" minOccurs="0" maxOccurs="unbounded"/>
              <xs:element name="Remark" type="Text" minOccurs="0"/>
            </xs:sequence>
            <xs:attribute name="bookingRef" type="Text" use="required"/>
            <xs:attribute name="correctionOf" type="Text"/>
            <xs:attribute name="differenceKWh" type="Difference"/>
            <xs:attribute name="ean" type="EAN" use="required"/>
            <xs:attribute name="destination" type="Destination" use="required"/>
            <xs:attribute name="basis" type="Basis" use="required"/>
            <xs:attribute name="energyKWh" type="BookedEnergy" use="required"/>
            <xs:attribute name="backfeedKWh" type="BookedEnergy" use="required"/>
            <xs:attribute name="share" type="xs:decimal" use="required"/>
            <xs:attribute name="expectedEre" type="xs:integer" use="required"/>
            <xs:attribute name="rounding" type="Text" use="required"/>
            <xs:attribute name="sessions" type="xs:nonNegativeInteger" use="required"/>
          </xs:complexType>
          <xs:complexType name="Readings">
            <xs:attribute name="deliveryPoint" type="Text" use="required"/>
            <xs:attribute name="connector" type="xs:positiveInteger" use="required"/>
            <xs:attribute name="beginAt" type="xs:dateTime" use="required"/>
            <xs:attribute name="beginKWh" type="MeteredEnergy" use="required"/>
            <xs:attribute name="endAt" type="xs:dateTime" use="required"/>
            <xs:attribute name="endKWh" type="MeteredEnergy" use="required"/>
            <xs:attribute name="excludedKWh" type="MeteredEnergy" use="required"/>
            <xs:attribute name="sessions" type="xs:nonNegativeInteger" use="required"/>
          </xs:complexType>

          <xs:element name="Manifest">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="Provider">
                  <xs:complexType>
                    <xs:attribute name="name" type="Text" use="required"/>
                    <xs:attribute name="companyNumber" type="Text"/>
                  </xs:complexType>
                </xs:element>
                <xs:element name="Created">
                  <xs:complexType>
                    <xs:attribute name="at" type="xs:dateTime" use="required"/>
                    <xs:attribute name="by" type="Text" use="required"/>
                    <xs:attribute name="generator" type="Text" use="required"/>
                  </xs:complexType>
                </xs:element>
                <xs:element name="Totals">
                  <xs:complexType>
                    <xs:attribute name="bookings" type="xs:positiveInteger" use="required"/>
                    <xs:attribute name="corrections" type="xs:nonNegativeInteger" use="required"/>
                    <xs:attribute name="energyKWh" type="BookedEnergy" use="required"/>
                    <xs:attribute name="expectedEre" type="xs:integer" use="required"/>
                  </xs:complexType>
                </xs:element>
                <xs:element name="Document" minOccurs="2" maxOccurs="2">
                  <xs:complexType>
                    <xs:attribute name="name" type="Text" use="required"/>
                    <xs:attribute name="bytes" type="xs:positiveInteger" use="required"/>
                    <xs:attribute name="sha256" type="SHA256" use="required"/>
                  </xs:complexType>
                </xs:element>
              </xs:sequence>
              <xs:attributeGroup ref="Filing"/>
            </xs:complexType>
          </xs:element>
        </xs:schema>

        """#
}
