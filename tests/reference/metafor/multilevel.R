# Prints what metafor gives for models with three levels, as JSON; recorded in multilevel.json.
# Run as: Rscript multilevel.R > multilevel.json   (R 4.2, metafor 3.8, metadat 1.2, jsonlite)
suppressPackageStartupMessages({
  library(metafor)
  library(metadat)
  library(jsonlite)
})
options(warn = -1)

# Effects are rounded first, so that both programs read the same digits.
given <- function(data, study, outcome, rho) {
  list(yi = signif(as.numeric(data$yi), 10), vi = signif(as.numeric(data$vi), 10), study = as.character(study),
       outcome = as.character(outcome), rho = rho)
}

bornmann <- escalc("OR", ai = waward, n1i = wtotal, ci = maward, n2i = mtotal, data = dat.bornmann2007)
berkey <- dat.berkey1998
assink <- dat.assink2016
data_sets <- list(
  konstantopoulos2011 = given(dat.konstantopoulos2011, dat.konstantopoulos2011$district,
                              dat.konstantopoulos2011$study, 0),
  assink2016 = given(assink, assink$study, assink$esid, 0),
  assink2016_correlated = given(assink, assink$study, assink$esid, 0.6),
  bornmann2007 = given(bornmann, bornmann$study, bornmann$obs, 0),
  berkey1998_correlated = given(berkey, berkey$trial, berkey$outcome, 0.4),
  # Two effects of each outcome, so that outcomes and effects are not the same.
  konstantopoulos2011_in_pairs = given(dat.konstantopoulos2011, dat.konstantopoulos2011$district,
                                       (dat.konstantopoulos2011$study + 1) %/% 2, 0.2)
)

fitted <- function(data, errors, test) {
  for (tolerance in c(1e-13, 1e-12, 1e-11, 1e-10, 1e-9)) {
    control <- list(rel.tol = tolerance, eval.max = 10000, iter.max = 10000)
    fit <- tryCatch(rma.mv(yi, errors, random = ~ 1 | study / outcome, data = data, test = test, control = control),
                    error = function(e) NULL)
    if (!is.null(fit)) return(fit)
  }
  stop("does not settle")
}

told <- function(fit) {
  ahead <- predict(fit)
  list(estimate = fit$beta[[1]], se = fit$se[[1]], statistic = fit$zval[[1]], p = fit$pval[[1]],
       ci = c(fit$ci.lb[[1]], fit$ci.ub[[1]]), prediction = c(ahead$pi.lb[[1]], ahead$pi.ub[[1]]))
}

one <- function(data) {
  frame <- data.frame(yi = data$yi, vi = data$vi, study = factor(data$study, unique(data$study)),
                      outcome = factor(data$outcome))
  errors <- sqrt(data$vi)
  together <- outer(data$study, data$study, "==")
  V <- together * data$rho * outer(errors, errors)
  diag(V) <- data$vi
  fits <- lapply(c(z = "z", t = "t"), function(test) fitted(frame, V, test))
  fit <- fits$z
  W <- solve(V)
  X <- model.matrix(fit)
  P <- W - W %*% X %*% solve(t(X) %*% W %*% X) %*% t(X) %*% W
  typical <- (fit$k - fit$p) / sum(diag(P))
  robust <- robust(fit, cluster = frame$study)
  c(data, list(
    between = fit$sigma2[1], within = fit$sigma2[2], q = fit$QE[[1]], q_p = fit$QEp[[1]],
    i2_between = 100 * fit$sigma2[1] / (sum(fit$sigma2) + typical),
    i2_within = 100 * fit$sigma2[2] / (sum(fit$sigma2) + typical),
    log_likelihood = as.numeric(logLik(fit)),
    z = told(fits$z), t = told(fits$t),
    robust = list(se = robust$se[[1]], statistic = robust$zval[[1]], df = robust$ddf[[1]], p = robust$pval[[1]],
                  ci = c(robust$ci.lb[[1]], robust$ci.ub[[1]]))
  ))
}

cat(toJSON(lapply(data_sets, one), digits = NA, auto_unbox = TRUE, null = "null", na = "null"), "\n")
