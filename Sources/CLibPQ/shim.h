#ifndef LAADBOEK_CLIBPQ_H
#define LAADBOEK_CLIBPQ_H

#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>

/* libpq writes these as character literals in macros, which Swift does not import. */
enum DiagnosticField {
    DiagnosticSeverity = PG_DIAG_SEVERITY_NONLOCALIZED,
    DiagnosticSQLState = PG_DIAG_SQLSTATE,
    DiagnosticMessage = PG_DIAG_MESSAGE_PRIMARY,
    DiagnosticDetail = PG_DIAG_MESSAGE_DETAIL,
    DiagnosticHint = PG_DIAG_MESSAGE_HINT,
    DiagnosticPosition = PG_DIAG_STATEMENT_POSITION,
    DiagnosticContext = PG_DIAG_CONTEXT,
    DiagnosticTable = PG_DIAG_TABLE_NAME,
    DiagnosticColumn = PG_DIAG_COLUMN_NAME,
    DiagnosticConstraint = PG_DIAG_CONSTRAINT_NAME
};

#endif
