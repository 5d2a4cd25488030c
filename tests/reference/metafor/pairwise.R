# Prints what metafor gives for the data sets below, as JSON; recorded in pairwise.json.
# Run as: Rscript pairwise.R > pairwise.json   (R 4.2, metafor 3.8, metadat 1.2, jsonlite)
suppressPackageStartupMessages({
  library(metafor)
  library(metadat)
  library(jsonlite)
})
options(warn = -1)

METHODS <- c("FE", "DL", "REML", "ML", "PM", "SJ", "HS", "EB")
TESTS <- c(z = "z", hksj = "knha")

# Both sides converge tightly, so that they can be compared to six digits and more.
tightly <- function(method) {
  if (method == "PM") return(list(tol = 1e-14, maxiter = 10000))
  list(threshold = 1e-12, maxiter = 10000)
}

fitted <- function(method, ...) {
  try_with <- function(control) tryCatch(rma(..., method = method, control = control), error = function(e) NULL)
  result <- try_with(tightly(method))
  # Where full steps swing around the solution, half of them find it.
  if (is.null(result)) result <- try_with(c(tightly(method), stepadj = 0.5))
  stopifnot(!is.null(result))
  result
}

numbers <- function(...) as.numeric(c(...))

binary <- function(data, a, n1, c, n2, measure) {
  list(measure = measure, a = numbers(data[[a]]), n1 = numbers(data[[n1]]), c = numbers(data[[c]]),
       n2 = numbers(data[[n2]]))
}

continuous <- function(data, measure) {
  list(measure = measure, m1 = data$m1i, sd1 = data$sd1i, n1 = numbers(data$n1i), m2 = data$m2i, sd2 = data$sd2i,
       n2 = numbers(data$n2i))
}

given <- function(yi, vi) list(yi = numbers(yi), vi = numbers(vi))

# The contract: 0.5 is added where a study has a zero cell, for ratios of risks and odds only.
effects <- function(data) {
  if (is.null(data$measure)) return(data)
  if (!is.null(data$m1)) {
    result <- escalc(data$measure, m1i = data$m1, sd1i = data$sd1, n1i = data$n1, m2i = data$m2, sd2i = data$sd2,
                     n2i = data$n2)
  } else {
    to <- if (data$measure == "RD") "none" else "only0"
    result <- escalc(data$measure, ai = data$a, n1i = data$n1, ci = data$c, n2i = data$n2, add = 0.5, to = to)
  }
  c(data, given(result$yi, result$vi))
}

bcg <- transform(dat.bcg, n1 = tpos + tneg, n2 = cpos + cneg)
yusuf <- dat.yusuf1985[dat.yusuf1985$table == "6" & !is.na(dat.yusuf1985$ai), ]
gibson <- dat.gibson2002[!is.na(dat.gibson2002$sd1i), ]
gibson_events <- transform(dat.gibson2002[!is.na(dat.gibson2002$ai), ], n1 = ai + bi, n2 = ci + di)
linde <- dat.linde2005[!is.na(dat.linde2005$ai), ]
curtis <- dat.curtis1998[1:40, ]
bangert <- dat.bangertdrowns2004[complete.cases(dat.bangertdrowns2004[, c("length", "wic", "yi", "vi")]), ]
molloy <- escalc("ZCOR", ri = ri, ni = ni, data = dat.molloy2014)
viechtbauer <- dat.viechtbauer2021

data_sets <- lapply(list(
  bcg_rr = binary(bcg, "tpos", "n1", "cpos", "n2", "RR"),
  bcg_or = binary(bcg, "tpos", "n1", "cpos", "n2", "OR"),
  bcg_rd = binary(bcg, "tpos", "n1", "cpos", "n2", "RD"),
  egger_or = binary(dat.egger2001, "ai", "n1i", "ci", "n2i", "OR"),
  hine_rd = binary(dat.hine1989, "ai", "n1i", "ci", "n2i", "RD"),
  li_rr = binary(dat.li2007, "ai", "n1i", "ci", "n2i", "RR"),
  linde_rr = binary(linde, "ai", "n1i", "ci", "n2i", "RR"),
  nielweise_or = binary(dat.nielweise2007, "ai", "n1i", "ci", "n2i", "OR"),
  nielweise_rr = binary(dat.nielweise2007, "ai", "n1i", "ci", "n2i", "RR"),
  yusuf_or = binary(yusuf, "ai", "n1i", "ci", "n2i", "OR"),
  lee_rr = binary(dat.lee2004, "ai", "n1i", "ci", "n2i", "RR"),
  dorn_rr = binary(dat.dorn2007, "x.a", "n.a", "x.p", "n.p", "RR"),
  axfors_or = binary(dat.axfors2021, "hcq_arm_event", "hcq_arm_total", "control_arm_event", "control_arm_total", "OR"),
  laopaiboon_rr = binary(dat.laopaiboon2015, "ai", "n1i", "ci", "n2i", "RR"),
  cannon_or = binary(dat.cannon2006, "ep1t", "nt", "ep1c", "nc", "OR"),
  hahn_rr = binary(dat.hahn2001, "ai", "n1i", "ci", "n2i", "RR"),
  damico_or = binary(dat.damico2009, "xt", "nt", "xc", "nc", "OR"),
  gibson_or = binary(gibson_events, "ai", "n1", "ci", "n2", "OR"),
  normand_md = continuous(dat.normand1999, "MD"),
  normand_smd = continuous(dat.normand1999, "SMD"),
  normand_smdh = continuous(dat.normand1999, "SMDH"),
  gibson_smd = continuous(gibson, "SMD"),
  gibson_md = continuous(gibson, "MD"),
  curtis_rom = continuous(curtis, "ROM"),
  raudenbush = given(dat.raudenbush1985$yi, dat.raudenbush1985$vi),
  bangert = given(bangert$yi, bangert$vi),
  hackshaw = given(dat.hackshaw1998$yi, dat.hackshaw1998$vi),
  begg = given(dat.begg1989$yi, dat.begg1989$vi),
  baskerville = given(dat.baskerville2012$smd, dat.baskerville2012$se^2),
  molloy = given(molloy$yi, molloy$vi),
  # Two studies, no heterogeneity at all, and variances of very different size.
  two_apart = given(c(-12.3, 4.1), c(2.5, 6.25)),
  two_alike = given(c(0.31, 0.35), c(0.04, 0.09)),
  alike = given(c(0.20, 0.25, 0.22, 0.18, 0.24), c(0.05, 0.03, 0.08, 0.02, 0.1)),
  unequal = given(c(0.5, 3, -2, 8, 0.4, 1), c(1e-4, 4, 9, 25, 0.01, 1))
), effects)

# metafor gives none for a common effect.
prediction <- function(method, ahead) if (method == "FE") NULL else c(ahead$pi.lb, ahead$pi.ub)

pooled <- function(data, method, test) {
  fit <- fitted(method, yi = data$yi, vi = data$vi, test = TESTS[[test]])
  ahead <- predict(fit)
  list(method = method, test = test, estimate = numbers(fit$beta), se = fit$se, statistic = fit$zval, p = fit$pval,
       ci = c(fit$ci.lb, fit$ci.ub), prediction = prediction(method, ahead), tau2 = fit$tau2,
       se_tau2 = if (method == "FE") NULL else fit$se.tau2, i2 = fit$I2, h2 = fit$H2, q = fit$QE, q_p = fit$QEp,
       weights = if (test == "z") numbers(weights(fit)) else NULL)
}

all_pooled <- function(data) {
  asked <- expand.grid(method = METHODS, test = names(TESTS), stringsAsFactors = FALSE)
  Map(function(method, test) pooled(data, method, test), asked$method, asked$test, USE.NAMES = FALSE)
}

profiled <- function(data) {
  fit <- fitted("REML", yi = data$yi, vi = data$vi)
  ends <- confint(fit, control = list(tol = 1e-13, maxiter = 10000, tau2.max = 1e6))$random[, c("ci.lb", "ci.ub")]
  list(tau2 = numbers(ends["tau^2", ]), i2 = numbers(ends["I^2(%)", ]), h2 = numbers(ends["H^2", ]))
}

bcg_effects <- effects(binary(bcg, "tpos", "n1", "cpos", "n2", "RR"))
regressions <- list(
  bcg = c(bcg_effects[c("yi", "vi")], list(moderators = list(ablat = numbers(bcg$ablat), year = numbers(bcg$year)))),
  raudenbush = c(given(dat.raudenbush1985$yi, dat.raudenbush1985$vi),
                 list(moderators = list(weeks = numbers(dat.raudenbush1985$weeks)))),
  bangert = c(given(bangert$yi, bangert$vi),
              list(moderators = list(length = numbers(bangert$length), wic = numbers(bangert$wic))))
)

regressed <- function(data, method, test) {
  moderators <- do.call(cbind, data$moderators)
  fit <- fitted(method, yi = data$yi, vi = data$vi, mods = moderators, test = TESTS[[test]])
  at <- colMeans(moderators)
  ahead <- predict(fit, newmods = at)
  list(method = method, test = test, estimate = numbers(fit$beta), se = fit$se, statistic = fit$zval, p = fit$pval,
       low = fit$ci.lb, high = fit$ci.ub, tau2 = fit$tau2, i2 = fit$I2, h2 = fit$H2, r2 = fit$R2, q = fit$QE,
       q_p = fit$QEp, qm = fit$QM, qm_p = fit$QMp, at = as.list(at), predicted = ahead$pred, predicted_se = ahead$se,
       predicted_ci = c(ahead$ci.lb, ahead$ci.ub), prediction = prediction(method, ahead))
}

all_regressed <- function(data) {
  asked <- expand.grid(method = METHODS, test = names(TESTS), stringsAsFactors = FALSE)
  Map(function(method, test) regressed(data, method, test), asked$method, asked$test, USE.NAMES = FALSE)
}

grouped <- list(
  bcg = c(bcg_effects[c("yi", "vi")], list(groups = as.character(bcg$alloc))),
  raudenbush = c(given(dat.raudenbush1985$yi, dat.raudenbush1985$vi),
                 list(groups = as.character(dat.raudenbush1985$setting))),
  hackshaw = c(given(dat.hackshaw1998$yi, dat.hackshaw1998$vi), list(groups = as.character(dat.hackshaw1998$design)))
)

subgroups <- function(data, method, test) {
  group <- factor(data$groups, levels = unique(data$groups))
  common <- fitted(method, yi = data$yi, vi = data$vi, mods = ~ 0 + group, test = TESTS[[test]], data = data)
  differ <- fitted(method, yi = data$yi, vi = data$vi, mods = ~ group, test = TESTS[[test]], data = data)
  each <- lapply(levels(group), function(one) {
    fitted(method, yi = data$yi[group == one], vi = data$vi[group == one], test = TESTS[[test]])
  })
  estimates <- sapply(each, function(fit) numbers(fit$beta))
  errors <- sapply(each, function(fit) fit$se)
  between <- rma(estimates, sei = errors, method = "FE")
  list(method = method, test = test, names = levels(group), common = numbers(common$beta), common_se = common$se,
       common_qm = differ$QM, common_qm_p = differ$QMp, common_r2 = differ$R2, estimates = estimates, errors = errors,
       tau2 = sapply(each, function(fit) fit$tau2), q = sapply(each, function(fit) fit$QE), between_q = between$QE,
       between_p = between$QEp)
}

all_subgroups <- function(data) {
  asked <- expand.grid(method = METHODS, test = names(TESTS), stringsAsFactors = FALSE)
  Map(function(method, test) subgroups(data, method, test), asked$method, asked$test, USE.NAMES = FALSE)
}

cat(toJSON(list(
  versions = list(R = paste(R.version$major, R.version$minor, sep = "."),
                  metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat"))),
  data_sets = lapply(data_sets, function(data) c(data, list(pooled = all_pooled(data), profile = profiled(data)))),
  regressions = lapply(regressions, function(data) c(data, list(fits = all_regressed(data)))),
  subgroups = lapply(grouped, function(data) c(data, list(fits = all_subgroups(data))))
), digits = NA, auto_unbox = TRUE, null = "null", na = "null"))
cat("\n")
