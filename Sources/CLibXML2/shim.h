#include <libxml/xmlversion.h>
/* Debian's libxml2 converts characters with ICU and shows it in its headers; Foundation brings an ICU of its own,
   and the two cannot both be seen. What is hidden here is a pointer inside a structure nobody outside touches. */
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>

/* Starts the library once and shuts the network to every parser of the process, schema imports included. */
static inline void laadboek_xml_start(void) {
    xmlInitParser();
    xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
}

/* Frees memory the library handed out; its own symbol is a mutable variable. */
static inline void laadboek_xml_free(void *memory) { xmlFree(memory); }
