"""Views: which series has figures for which year, and where two documents disagree."""

from __future__ import annotations

COVERAGE_VIEW = """
CREATE VIEW coverage AS
SELECT f.series_key AS series_key, s.family_key AS family_key, s.title AS series_title,
       f.year AS year, f.year_basis AS year_basis, f.measure AS measure,
       SUM(f.figure_count) AS figure_count,
       COUNT(DISTINCT f.recipient_name) AS recipient_count,
       COUNT(DISTINCT f.document_id) AS document_count,
       MIN(f.is_complete_table) AS is_complete,
       SUM(CASE WHEN f.standing = 'current' THEN f.figure_count ELSE 0 END) AS current_count
FROM funding_held f JOIN series s ON s.series_key = f.series_key
GROUP BY f.series_key, s.family_key, s.title, f.year, f.year_basis, f.measure
"""

# Two rows disagree when the ranges their printed words allow neither overlap nor touch: "over 398" and
# "398.26" million are one number at two roundings, 479.5 and 482.9 million are not. Profiles convert
# currencies on their own, so a difference of up to a hundred dollars between two is rounding.
CONFLICT_VIEW = """
CREATE VIEW conflict AS
SELECT 'figure' AS kind, a.subject_key AS subject_key,
       CASE WHEN a.standing = 'superseded' OR b.standing = 'superseded'
            THEN 'editions differ' ELSE 'values differ' END AS reason,
       CAST(a.year AS TEXT) AS period, a.recipient_name AS place,
       a.amount_usd AS first_value, a.comparator_as_printed AS first_comparator,
       a.document_id AS first_document_id, a.locator AS first_locator, a.file_row AS first_file_row,
       b.amount_usd AS second_value, b.comparator_as_printed AS second_comparator,
       b.document_id AS second_document_id, b.locator AS second_locator, b.file_row AS second_file_row,
       'USD' AS unit
FROM funding_sum a JOIN funding_sum b
  ON a.subject_key = b.subject_key AND a.sum_id < b.sum_id
WHERE a.subject_key <> '' AND a.standing <> 'repeat' AND b.standing <> 'repeat'
  AND (a.amount_high_usd < b.amount_low_usd OR b.amount_high_usd < a.amount_low_usd)
UNION ALL
SELECT 'figure', a.subject_key, 'printed total differs from the accounts added up',
       CAST(a.year AS TEXT), a.recipient_name,
       a.amount_usd, a.comparator_as_printed, a.document_id, a.locator, a.file_row,
       p.amount_usd, 'sum of accounts', a.document_id, 'accounts of the same table', p.file_row, 'USD'
FROM funding_sum a JOIN (
    SELECT document_id, recipient_iso3, year, SUM(amount_usd) AS amount_usd, MIN(file_row) AS file_row
    FROM funding_sum WHERE series_key = 'us_cwd_country_accounts'
    GROUP BY document_id, recipient_iso3, year
) p ON p.document_id = a.document_id AND p.recipient_iso3 = a.recipient_iso3 AND p.year = a.year
WHERE a.series_key = 'us_cwd_country_totals' AND a.amount_usd <> p.amount_usd
UNION ALL
SELECT 'figure', 'donor and recipient profile|' || d.donor_name || '|' || d.recipient_iso3 || '|' || d.year,
       'donor profile and recipient profile differ', CAST(d.year AS TEXT), d.recipient_name,
       d.amount_usd, 'donor profile', d.document_id, d.locator, d.file_row,
       r.amount_usd, 'recipient profile', r.document_id, r.locator, r.file_row, 'USD'
FROM (
    SELECT donor_name, recipient_iso3, year, SUM(amount_usd) AS amount_usd, COUNT(*) AS n,
           MIN(recipient_name) AS recipient_name, MIN(document_id) AS document_id,
           MIN(locator) AS locator, MIN(file_row) AS file_row
    FROM funding_sum
    WHERE series_key = 'lm_flows_donor_profile' AND standing = 'current' AND recipient_iso3 IS NOT NULL
    GROUP BY donor_name, recipient_iso3, year
) d JOIN (
    SELECT donor_name, recipient_iso3, year, SUM(amount_usd) AS amount_usd,
           MIN(recipient_name) AS recipient_name, MIN(document_id) AS document_id,
           MIN(locator) AS locator, MIN(file_row) AS file_row
    FROM funding_sum
    WHERE series_key = 'lm_flows_recipient_profile' AND standing = 'current'
      AND recipient_iso3 IS NOT NULL
    GROUP BY donor_name, recipient_iso3, year
) r ON r.donor_name = d.donor_name AND r.recipient_iso3 = d.recipient_iso3 AND r.year = d.year
WHERE ABS(d.amount_usd - r.amount_usd) > 100
UNION ALL
SELECT 'claim', a.subject_key,
       CASE WHEN a.edition_as_printed <> '' AND a.edition_as_printed = b.edition_as_printed
            THEN 'one edition, two values'
            WHEN a.made_on = b.made_on THEN 'values differ'
            ELSE 'a later statement is lower' END,
       a.made_on || ' and ' || b.made_on, a.recipient_name,
       a.value, a.comparator_as_printed, a.document_id, a.locator, a.file_row,
       b.value, b.comparator_as_printed, b.document_id, b.locator, b.file_row, a.unit
FROM claim a JOIN claim b
  ON a.subject_key = b.subject_key AND a.claim_id <> b.claim_id
WHERE a.subject_key <> '' AND a.made_on <> '' AND b.made_on <> ''
  AND ((a.made_on < b.made_on AND SUBSTR(b.made_on, 1, LENGTH(a.made_on)) <> a.made_on
        AND b.value_high <= a.value_low)
       OR (a.claim_id < b.claim_id
           AND ((a.made_on = b.made_on AND (a.edition_as_printed = b.edition_as_printed
                                            OR a.edition_as_printed = '' OR b.edition_as_printed = ''))
                OR (a.edition_as_printed <> '' AND a.edition_as_printed = b.edition_as_printed))
           AND (b.value_high < a.value_low OR a.value_high < b.value_low)))
UNION ALL
SELECT 'fact', a.subject_key, 'values differ', a.period, a.geography_name,
       a.value, a.comparator, a.document_id, a.locator, a.file_row,
       b.value, b.comparator, b.document_id, b.locator, b.file_row, a.unit
FROM fact a JOIN fact b ON a.subject_key = b.subject_key AND a.fact_id < b.fact_id
WHERE a.subject_key <> '' AND a.value <> b.value
"""

VIEWS = {"coverage": COVERAGE_VIEW, "conflict": CONFLICT_VIEW}

VIEW_COMMENTS = {
    "coverage": "Which series has figures for which year, how many, and whether the tables were whole.",
    "conflict": "Two values for one thing, with both documents.",
}
