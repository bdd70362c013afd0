-- Purpose: the first model texts of the agreement between platform and partner and of the processing agreement, in
-- Dutch and English. They are a beginning for the platform's lawyers, and say so to the platform.
-- Locks: none. Rows touched: four are added. Order: with the table.

INSERT INTO agreement_templates (kind, language, version, title, body) VALUES
('agreement', 'nl', 1, 'Samenwerkingsovereenkomst ERE', $text$Tussen {{platform}}, gevestigd te {{platform_address}}, KvK {{platform_company_number}} (het platform), en {{partner}}, gevestigd te {{partner_address}}, KvK {{partner_company_number}} (de partner).

# 1. Waarover dit gaat
De partner beheert laadpunten van zijn klanten. Het platform boekt als inboekdienstverlener de daarmee geleverde elektriciteit in als emissiereductie-eenheden (ERE), verkoopt deze en keert de opbrengst uit. Een klant neemt pas deel nadat hij zelf een machtiging heeft gegeven.

# 2. Wat het platform doet
Het platform controleert aansluiting, machtiging en meetbewijs, boekt in binnen de termijnen van de wet, legt verantwoording af aan de verificateur en de autoriteit, verkoopt de eenheden en rekent af. Het platform belooft geen prijs en geen toekenning: beide hangen af van de markt en van het register.

# 3. Wat de partner doet
De partner levert juiste gegevens van klanten, laadpunten en sessies, meldt wijzigingen en vervanging van meters zonder uitstel, bewaart de brongegevens en geeft de verificateur toegang. De partner wekt niet de indruk dat de autoriteit een van partijen heeft goedgekeurd of dat een opbrengst vaststaat.

# 4. Vergoeding en uitbetaling
Van de opbrengst houdt het platform {{service_fee}} in, btw inbegrepen. De partner houdt {{margin}} in. {{payout_model}} Tarieven wijzigen alleen met een nieuwe datum; wat daarvoor is geleverd houdt het oude tarief.

# 5. Fouten en terugvordering
Blijkt bij verificatie of door een besluit van de autoriteit dat te veel is ingeboekt, dan wordt dat gecorrigeerd en het te veel betaalde verrekend of teruggevorderd.

# 6. Duur
Deze overeenkomst geldt vanaf de aanvaarding en kan door elke partij worden opgezegd tegen het einde van een kalenderjaar met een termijn van drie maanden. Lopende machtigingen worden tot het einde van hun jaar uitgevoerd.

# 7. Recht
Op deze overeenkomst is Nederlands recht van toepassing.$text$),
('agreement', 'en', 1, 'ERE partner agreement', $text$Between {{platform}}, of {{platform_address}}, company number {{platform_company_number}} (the platform), and {{partner}}, of {{partner_address}}, company number {{partner_company_number}} (the partner).

# 1. What this is about
The partner runs charge points of its customers. The platform, a booking service provider, books the electricity they deliver as emission reduction units (ERE), sells the units and pays out what they bring. A customer takes part only once it has given a mandate itself.

# 2. What the platform does
The platform checks connection, mandate and evidence of measuring, books within the periods of the law, answers to the verifier and the authority, sells the units and settles accounts. The platform promises neither a price nor that units are granted: both depend on the market and the register.

# 3. What the partner does
The partner supplies correct data of customers, charge points and sessions, reports changes and replaced meters without delay, keeps the source data and gives the verifier access. The partner does not suggest that the authority has approved either party or that a revenue is certain.

# 4. Fee and payout
Of the revenue the platform keeps {{service_fee}}, VAT included. The partner keeps {{margin}}. {{payout_model}} Rates change with a new date only; what was delivered before keeps the old rate.

# 5. Errors and recovery
Where verification or a decision of the authority shows that too much was booked, this is corrected, and what was overpaid is set off or recovered.

# 6. Term
This agreement holds from its acceptance and may be ended by either party at the end of a calendar year with three months' notice. Mandates that run are carried out until the end of their year.

# 7. Law
This agreement is governed by Dutch law.$text$),
('processing', 'nl', 1, 'Verwerkersovereenkomst', $text$Tussen {{partner}} (de partner) en {{platform}} (het platform), bij de samenwerkingsovereenkomst ERE.

# 1. Rollen
Voor gegevens die het platform nodig heeft om aan zijn eigen wettelijke plicht als inboekdienstverlener te voldoen (naam, adres, EAN, machtiging, meetbewijs, uitbetaling) is het platform zelf verantwoordelijke. Voor alle andere gegevens van klanten van de partner is het platform verwerker in de zin van artikel 28 AVG.

# 2. Wat wordt verwerkt
Contactgegevens, gegevens van aansluiting en laadpunt, laadsessies, meterstanden en, waar klanten rechtstreeks worden betaald, het rekeningnummer. Een burgerservicenummer wordt niet gevraagd.

# 3. Beveiliging
Het platform scheidt de gegevens van partners in de database, legt vast wie wat doet, versleutelt verbindingen en verlangt een tweede factor van zijn eigen mensen.

# 4. Subverwerkers
Het platform houdt een lijst van subverwerkers bij en meldt een wijziging een maand vooraf.

# 5. Datalekken
Het platform meldt een inbreuk zonder onredelijke vertraging en uiterlijk binnen 48 uur nadat hij bekend is.

# 6. Rechten van personen
Het platform helpt de partner bij verzoeken om inzage, overdracht, correctie en verwijdering. Wat de wet laat bewaren blijft bewaard en wordt daarna verwijderd.

# 7. Bewaren en einde
Bewijs van inboekingen en administratie worden zeven volle jaren na het leveringsjaar bewaard. Na het einde worden overige gegevens verwijderd of teruggegeven.

# 8. Toezicht
De partner mag de naleving een keer per jaar laten controleren.$text$),
('processing', 'en', 1, 'Processing agreement', $text$Between {{partner}} (the partner) and {{platform}} (the platform), part of the ERE partner agreement.

# 1. Roles
For data that the platform needs to meet its own legal duty as a booking service provider (name, address, EAN, mandate, evidence of measuring, payout) the platform itself is the controller. For all other data of the partner's customers the platform is a processor in the sense of article 28 GDPR.

# 2. What is processed
Contact details, data of connection and charge point, charging sessions, meter readings and, where customers are paid directly, the account number. A citizen service number is not asked for.

# 3. Security
The platform keeps partners' data apart in the database, records who does what, encrypts connections and requires a second factor of its own people.

# 4. Sub-processors
The platform keeps a list of sub-processors and announces a change a month ahead.

# 5. Breaches
The platform reports a breach without undue delay and within 48 hours of learning of it.

# 6. Rights of persons
The platform helps the partner with requests for access, portability, correction and erasure. What the law requires to be kept is kept and removed afterwards.

# 7. Keeping and end
Evidence of bookings and accounts are kept for seven full years after the year of delivery. After the end all other data are removed or given back.

# 8. Supervision
The partner may have compliance audited once a year.$text$);
